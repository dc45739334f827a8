// What may be done with a case from its page, beside 催办 and 督办: 调整办理单位, 转为复杂类, 决定延期, and the retry of what the system could not
// do by itself. The server says what is possible now; what it does not offer is not there.

import { demand, dialog } from '../../../../suban/dialog.js?v=1';
import { ask, element, post, time } from '../../../../suban/page.js?v=1';

const app = document.querySelector('base').getAttribute('app-root');

const option = (value, textContent) => element('option', { value, textContent });

const reasonField = (maxLength = 2000) => element('textarea', { rows: 3, required: true, maxLength });

function button(text, act, className = 'btn-default') {
  const made = element('button', { type: 'button', className: `btn ${className} btn-sm`, textContent: text });
  made.addEventListener('click', act);
  return made;
}

/** Gives a unit's part to another one, or takes a co-handler's from it. */
function reassign(path, number, { parts }, after) {
  const from = element('select', { required: true });
  from.append(...parts.map(({ unit, name, host }) => option(unit, `${name}（${host ? '主办' : '协办'}）`)));
  const to = element('select', {});
  const reason = reasonField();
  const choose = () => {
    const part = parts.find(({ unit }) => unit === from.value);
    to.required = part.host;
    to.setCustomValidity('');
    to.replaceChildren(option('', part.host ? '请选择' : '不改派，只免除原单位'), ...part.to.map(({ id, name }) => option(id, name)));
  };
  from.addEventListener('change', choose);
  choose();
  dialog({
    title: `调整办理单位 ${number}`,
    hint: '由营商办依职权调整（第十二条），记入办理记录，并告知有关单位。',
    warning: '确定后立即生效：原单位的待办随即结束，企业期限不变。',
    controls: [['原办理单位', from], ['改由哪个单位（协办可只免除）', to], ['理由（2000字以内）', reason]],
    act: async () => [(await post(`${path}/reassignment`, {
      fromUnit: from.value, toUnit: to.value || null, reason: reason.value
    })).message],
    after
  });
}

function reclassify(path, number, { due }, after) {
  const reason = reasonField();
  dialog({
    title: `转为复杂类 ${number}`,
    hint: `一般类转为复杂类（第八条），须在企业期限${due ? `（${time(due)}）` : ''}届满前。`,
    warning: '确定后立即生效：理由和新的日期告知企业，不能转回一般类。',
    controls: [['理由（2000字以内）', reason]],
    act: async () => [(await post(`${path}/reclassification`, { reason: reason.value })).message],
    after
  });
}

/** The day after an instant's, in the office's zone. */
const dayAfter = instant => new Date(new Date(`${instant.slice(0, 10)}T00:00:00Z`).getTime() + 86400000).toISOString().slice(0, 10);

function decideDelay(path, number, { task, request, newDate, due }, after) {
  const decision = element('select', { required: true });
  decision.append(option('', '请选择'), option('GRANT', '批准新日期'), option('NOTE', '仅作告知，期限不变'));
  const date = element('input', { type: 'date', value: newDate, min: dayAfter(due) });
  const reason = reasonField();
  const choose = () => {
    demand(date, decision.value === 'GRANT');
    demand(reason, decision.value === 'NOTE');
  };
  decision.addEventListener('change', choose);
  dialog({
    title: `决定延期 ${number}`,
    hint: `现在的办理期限：${time(due)}。每次办理只批准一次，到期前有效，批准后不能更改（第十一条）。`,
    shown: request.split('\n'),
    controls: [['是否批准新日期', decision], ['批准的新日期（工作日）', date], ['不批准的理由（2000字以内）', reason]],
    ready: choose,
    act: async () => [(await post(`${path}/delay`, decision.value === 'GRANT'
      ? { task, decision: 'GRANT', newDate: date.value }
      : { task, decision: decision.value, reason: reason.value })).message],
    after
  });
}

function retry(path, number, { failures }, after) {
  const reason = element('textarea', { rows: 3, required: true, minLength: 4, maxLength: 500 });
  dialog({
    title: `重试系统步骤 ${number}`,
    hint: '请先确认造成异常的原因已经排除。管理员干预在办案件须写明理由，理由记入办理记录。',
    shown: failures.map(({ what, since }) => `“${what}”自${time(since)}起未能自动完成`),
    controls: [['重试理由（4至500个字）', reason]],
    act: async () => [(await post(`${path}/retry`, { since: failures[failures.length - 1].since, reason: reason.value })).message],
    after
  });
}

/** A line above the case that somebody has to see, with what may be done about it. */
function banner(className, title, lines, ...actions) {
  const made = element('section', { className: `suban-banner ${className}` },
    element('div', {}, element('strong', { textContent: title }), ...lines.map(textContent => element('p', { textContent }))),
    element('div', { className: 'suban-banner-actions' }, ...actions));
  made.setAttribute('aria-label', title);
  return made;
}

/**
 * What the person may do with this case, once the server has said so; nothing where nothing.
 *
 * @param buttons where the acts go
 * @param banners where goes what waits for the person, and what the system could not do
 * @param after runs when something was done
 */
export async function showActs(number, buttons, banners, after) {
  const path = `/cases/${encodeURIComponent(number)}`;
  const may = await ask(`${path}/acts`);
  if (may.parts.length) {
    buttons.append(' ', button('调整办理单位', () => reassign(path, number, may, after)));
  }
  if (may.reclassify) {
    buttons.append(' ', button('转为复杂类', () => reclassify(path, number, may, after)));
  }
  if (may.substitution) {
    buttons.append(' ', element('a', {
      className: 'btn btn-default btn-sm', href: `${app}/app/tasklist/default/#/?processStart=substitution`, textContent: '安排代办'
    }));
  }
  may.delays.forEach(delay => banners.append(banner('suban-banner-asked', '延期告知，待您决定', delay.request.split('\n'),
    button('决定延期', () => decideDelay(path, number, delay, after), 'btn-primary'))));
  if (may.failures.length) {
    banners.append(banner('suban-banner-failed', '系统异常',
      [...may.failures.map(({ what, since }) => `“${what}”自${time(since)}起未能自动完成。`),
        may.retry ? '请排除原因后重试。' : '办理单位可照常办理；请联系系统管理员处理。'],
      ...may.retry ? [button('重试', () => retry(path, number, may, after), 'btn-primary')] : []));
  }
}

export default [];
