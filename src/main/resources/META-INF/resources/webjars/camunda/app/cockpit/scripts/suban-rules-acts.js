// What may be done with a revision: 预演, trying again what would become of the cases in flight, and 补办迁移, moving cases later. The server
// says what is possible now; what it does not offer is not there.

import { dialog } from '../../../../suban/dialog.js?v=1';
import { element, post, time } from '../../../../suban/page.js?v=1';
import { button } from './suban-rules-parts.js?v=3';

const path = ({ revision: { number } }) => `/rule-revisions/${encodeURIComponent(number)}`;

/** The cases that run by older rules and may be moved, each once. */
function left({ results }) {
  return [...new Map(results.filter(({ key, result }) => key && ['KEPT', 'REFUSED'].includes(result))
    .map(it => [it.key, it])).values()];
}

/** What gives a case the box by which it is chosen; gives nothing where none may be. */
export function picks(found) {
  const open = new Set(found.canMigrate ? left(found).map(({ key }) => key) : []);
  return ({ key, number }) => {
    if (!open.has(key)) {
      return null;
    }
    const box = element('input', { type: 'checkbox', className: 'suban-list-pick', value: key });
    box.setAttribute('aria-label', `选择 ${number}`);
    return box;
  };
}

/** What the last trial says of these cases; nothing where it was before the rules were in force, or by other steps than those chosen. */
function expected({ dryRun: kept, revision: { deployedAt } }, mapping, keys) {
  const dryRun = mapping.lines() ? mapping.tried() : kept;
  if (mapping.lines() && !dryRun) {
    return ['尚未按所选的步骤对应预演；可以先取消，点“按所选对应预演”看哪些能改。'];
  }
  if (!dryRun || new Date(dryRun.at) < new Date(deployedAt)) {
    return ['尚未按启用后的情况预演；可以先取消，点“预演”看哪些能改。'];
  }
  const stuck = dryRun.outcomes.filter(({ key }) => keys.includes(key)).length;
  return [`按${time(dryRun.at)}的预演：${keys.length - stuck}件可以改${stuck ? `，${stuck}件不能改，仍按原规则办理` : '，没有不能改的'}。`];
}

function migrate(found, mapping, chosen, after) {
  const keys = chosen.length ? chosen : left(found).map(({ key }) => key);
  const reason = element('textarea', { rows: 3, required: true, maxLength: 2000 });
  dialog({
    title: `补办迁移：规则修订${found.revision.number}`,
    hint: chosen.length ? `选中的${chosen.length}件在办案件改按现行规则办理。` : `全部按原规则在办的案件（${keys.length}件）改按现行规则办理。`,
    shown: [
      ...expected(found, mapping, keys),
      ...mapping.words().map(it => `步骤对应：${it}。`),
      '每件连同它的各流程一起改；待办和认领的人不变，表单换成新的，还没到的提醒重新计算。',
      '已告知企业的日期、已下达的期限不变；每件在办理记录上写明。不能改的，写明原因，仍按原规则办理。'
    ],
    warning: '确定后系统随即逐件处理，改过的不能改回原规则。',
    controls: [['理由（2000字以内）', reason]],
    act: async () => [(await post(`${path(found)}/migration`, {
      reason: reason.value,
      ...chosen.length ? { cases: chosen } : {},
      ...mapping.lines() ? { mapping: mapping.lines() } : {}
    })).message],
    after
  });
}

function migrating(found, mapping, page, after) {
  const ticked = () => [...page.querySelectorAll('.suban-list-pick:checked')].map(({ value }) => value);
  const made = button('全部补办迁移', () => migrate(found, mapping, ticked(), after), 'btn-primary');
  page.addEventListener('change', () => {
    const count = ticked().length;
    made.textContent = count ? `补办迁移选中的${count}件` : '全部补办迁移';
  });
  return made;
}

function trying(found, after) {
  const said = element('span', { className: 'suban-rules-said' });
  said.setAttribute('role', 'status');
  const made = button('预演', async () => {
    made.disabled = true;
    said.textContent = '正在预演，不留痕迹……';
    try {
      await post(`${path(found)}/dry-run`);
      await after();
    } catch (error) {
      said.textContent = error.message;
    } finally {
      made.disabled = false;
    }
  });
  made.title = '不留痕迹地试一遍，看每件在办案件能不能改按新规则';
  return [said, made];
}

function withdrawing(found, after) {
  const reason = element('textarea', { rows: 3, required: true, maxLength: 2000 });
  return button('撤回', () => dialog({
    title: `撤回规则修订${found.revision.number}`,
    hint: '撤回后不再等待批准，现行规则不变，可以另行提交。',
    controls: [['理由（2000字以内）', reason]],
    act: async () => {
      await post(`${path(found)}/withdrawal`, { reason: reason.value });
      return ['已撤回。'];
    },
    after
  }));
}

function givingUp(found, after) {
  const reason = element('textarea', { rows: 3, required: true, maxLength: 2000 });
  return button('放弃启用', () => dialog({
    title: `放弃启用规则修订${found.revision.number}`,
    hint: '已经批准、还没有启用。放弃后不再启用，现行规则不变，可以另行提交；系统通知新区营商办。',
    warning: '放弃后不能恢复，要启用须重新提交、重新批准。',
    controls: [['理由（2000字以内）', reason]],
    act: async () => {
      await post(`${path(found)}/withdrawal`, { reason: reason.value });
      return ['已放弃启用，现行规则不变。'];
    },
    after
  }));
}

function retrying(found, after) {
  const said = element('span', { className: 'suban-rules-said' });
  said.setAttribute('role', 'alert');
  const made = button('再试一次', async () => {
    made.disabled = true;
    try {
      await post(`${path(found)}/retry`);
      await after();
    } catch (error) {
      said.textContent = error.message;
      made.disabled = false;
    }
  }, 'btn-primary');
  made.title = '已经做完的不会重做，没做完的接着做';
  return [said, made];
}

/**
 * The buttons of a revision.
 *
 * @param mapping what was chosen of steps that are called otherwise
 * @param page where the cases are ticked
 * @param after runs when something was done
 */
export function acts(found, mapping, page, after) {
  return element('div', { className: 'suban-board-tools' },
    ...found.canRetry ? retrying(found, after) : [],
    found.canGiveUp ? givingUp(found, after) : null,
    ...found.canDryRun ? trying(found, after) : [],
    found.canWithdraw ? withdrawing(found, after) : null,
    found.canMigrate && left(found).length ? migrating(found, mapping, page, after) : null);
}

/** What a later migration with these steps would do; nothing of it stays. */
export const tryWith = async (found, mapping) => (await post(`${path(found)}/dry-run`, { mapping })).dryRun;

export default [];
