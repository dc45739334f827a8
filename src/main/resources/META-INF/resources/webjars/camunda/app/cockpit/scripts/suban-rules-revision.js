// One revision of the rules: who proposed it, why and with which figures, what it changes, what the trial of the cases in flight said, who
// decided, and what became of each case. What may be done with it stands at its head.

import { address, ask, cell, element, failed, note, table, time, when } from './suban-board-parts.js?v=2';
import { acts, picks, tryWith } from './suban-rules-acts.js?v=3';
import { mappingTable } from './suban-rules-mapping.js?v=1';
import { button, counts, folded, panel, scrolling, status, value, version, written } from './suban-rules-parts.js?v=3';

/** As many lines are read at a glance; more are opened by whoever wants to. */
const AT_A_GLANCE = 40;
const LOOK_AGAIN = 4000;

// ---- how it came about

function facts({ revision: it, trial, mappingText }) {
  const list = element('dl', { className: 'suban-rules-facts' });
  const fact = (label, ...content) => {
    if (content.some(Boolean)) {
      list.append(element('div', {}, element('dt', { textContent: label }), element('dd', {}, ...content)));
    }
  };
  fact('修订理由', written(it.reason));
  fact('试算结果', trial ? written(trial) : '未附');
  fact('提交', `${it.proposedBy}　${time(it.proposedAt)}`);
  fact({ RETURNED: '退回', WITHDRAWN: '撤回' }[it.status] || '批准', it.decidedBy
    ? `${it.decidedBy}　${time(it.decidedAt)}` : `待新区营商办负责人决定，期限${time(it.approveDueAt)}`,
    it.remark && written(it.remark));
  fact('未能启用', it.status === 'FAILED' && it.failure && written(it.failure));
  fact('在办案件', it.inFlightText, counts(it) ? element('small', { textContent: counts(it) }) : null);
  fact('启用', it.deployedAt && `${time(it.deployedAt)}${it.completedAt ? `，在办案件${time(it.completedAt)}处理完毕` : ''}`);
  fact('步骤对应', mappingText.length > 0 && element('ul', { className: 'suban-rules-mapping' },
    ...mappingText.map(textContent => element('li', { textContent }))));
  return panel('提交与批准', list);
}

// ---- what it changes

const WHOLE = { ADDED: '整个文件新增。', REMOVED: '整个文件删除。' };

function change({ title, what, rows }) {
  const made = element('section', { className: 'suban-rules-change' }, element('h4', { textContent: title }));
  if (!rows.length) {
    made.append(note(WHOLE[what] || '内容有变。'));
    return made;
  }
  const list = table('suban-rules-rows', [{ text: '改动' }, { text: '原为' }, { text: '改为' }]);
  list.tBodies[0].append(...rows.map(({ subject, was, is }) => element('tr', {},
    element('th', { scope: 'row', className: 'suban-wrap', textContent: subject }), value(was), value(is))));
  const scroll = scrolling(title, list);
  made.append(rows.length > AT_A_GLANCE ? folded(`共${rows.length}处改动`, scroll) : scroll);
  return made;
}

const changes = ({ changes: found }) => panel('改动内容',
  ...found.length ? found.map(change) : [note('没有改动。')]);

// ---- cases

function caseName({ key, number }, back) {
  return key && /^XX/.test(number)
    ? element('a', { href: address(`case/${encodeURIComponent(key)}`, { back }), textContent: number })
    : number;
}

/** One line for each case that may be named; the others by what is said of them, with their count. */
function grouped(lines, said) {
  const groups = new Map();
  lines.forEach(line => {
    const by = line.key || JSON.stringify([line.number, said(line)]);
    groups.set(by, [...groups.get(by) || [], line]);
  });
  return [...groups.values()];
}

/** A case by its number; those that may not be named by how many they are. */
function whose(group, back, unit) {
  const [first] = group;
  return first.key ? caseName(first, back) : `${group.length}${unit}${first.number}`;
}

const reasons = texts => cell('suban-wrap', ...[...new Set(texts)].filter(Boolean)
  .map(textContent => element('p', { textContent })));

const goes = (name, from, to) => element('span', { className: 'suban-rules-goes', textContent: `${name} ${version(from)} → ${version(to)}` });

const went = parts => cell('suban-wrap suban-rules-parts',
  ...[...new Map(parts.filter(({ processName }) => processName).map(({ processName, from, to }) => [`${processName} ${from} ${to}`, goes(processName, from, to)])).values()]);

function outcomeRow(group, back) {
  const [first] = group;
  return element('tr', {},
    element('th', { scope: 'row' }, whose(group, back, '件')),
    went(first.parts), reasons(first.reasons));
}

function outcomes(title, found, back) {
  const list = table('suban-rules-outcomes', [{ text: '编号' }, { text: '流程' }, { text: '原因' }]);
  list.tBodies[0].append(...grouped(found, ({ reasons: why, parts }) => [why, parts]).map(group => outcomeRow(group, back)));
  return scrolling(title, list);
}

function dryRun({ dryRun: tried, decidedOn }, back) {
  if (!tried) {
    return panel('预演结果', note('还没有预演。'));
  }
  const made = panel('预演结果', note(tried.cases
    ? `${time(tried.at)}不留痕迹地试了一遍：在办${tried.cases}件，${tried.moves}件可以改按新规则，${tried.refused}件不能改，按原规则办完。`
    : `${time(tried.at)}预演时没有按原规则在办的案件。`));
  if (decidedOn && decidedOn.at !== tried.at) {
    made.append(note(`决定时所见的是${time(decidedOn.at)}的预演：在办${decidedOn.cases}件，${decidedOn.moves}件可以改，${decidedOn.refused}件不能改。`));
  }
  if (tried.outcomes.length) {
    made.append(outcomes('不能改按新规则的案件', tried.outcomes, back));
  }
  return made;
}

// in the order in which they are of interest
const RESULTS = { PENDING: 'asked', REFUSED: 'behind', KEPT: 'past', GONE: 'past', MIGRATED: 'moves' };

function ordered({ orderedBy, orderReason, orderMapping }) {
  return orderedBy ? element('p', {
    textContent: `${orderedBy}补办：${orderReason}${orderMapping.length ? `（步骤对应：${orderMapping.join('，')}）` : ''}`
  }) : null;
}

function resultRow(group, back, pick, reasoned) {
  const [first] = group;
  const why = reasons(group.map(({ reason }) => reason));
  why.append(...[ordered(first)].filter(Boolean));
  return element('tr', {},
    element('th', { scope: 'row' }, pick(first), whose(group, back, '个流程')),
    cell('', element('span', {
      className: `suban-rules-state suban-rules-${RESULTS[first.result] || 'past'}`, textContent: first.resultText
    })),
    went(group), reasoned ? why : null, cell('suban-time', when(first.at)));
}

function results(found, back, pick) {
  const reasoned = found.some(({ reason, orderReason }) => reason || orderReason);
  const list = table('suban-rules-results', [
    { text: '编号' }, { text: '结果' }, { text: '流程' }, ...reasoned ? [{ text: '原因' }] : [], { text: '时间' }
  ]);
  const said = ({ process, from, to, result, reason, orderReason }) => [process, from, to, result, reason, orderReason];
  list.tBodies[0].append(...grouped(found, said).map(group => resultRow(group, back, pick, reasoned)));
  return scrolling('在办案件处理结果', list);
}

function became(found, back, pick) {
  const { revision: it, results: all } = found;
  if (!it.deployedAt) {
    return null;
  }
  const made = panel('在办案件处理结果', note(counts(it)
    ? `${counts(it)}。每件连同它的各流程一起，要么全改，要么全不改。` : '启用时没有按原规则在办的案件。'));
  const moved = all.filter(({ result }) => result === 'MIGRATED');
  const order = Object.keys(RESULTS);
  const rest = all.filter(({ result }) => result !== 'MIGRATED')
    .sort((one, other) => order.indexOf(one.result) - order.indexOf(other.result));
  if (rest.length) {
    made.append(results(rest, back, pick));
  }
  if (moved.length) {
    made.append(rest.length ? folded(`已改按新规则的${it.migrated}件`, results(moved, back, pick)) : results(moved, back, pick));
  }
  return made;
}

// ---- steps that are called otherwise, for a later migration

/** Chooses them, and says what a migration with them would do; null where there are none, or none may be ordered. */
function mappingPanel(found, back) {
  let tried = null;
  const none = { lines: () => '', words: () => [], tried: () => null };
  if (!found.canMigrate || !found.leftOver.length) {
    return { node: null, mapping: none };
  }
  const shown = element('div', {});
  shown.setAttribute('role', 'status');
  const { node, lines, words } = mappingTable(found.leftOver, () => {
    tried = null;
    shown.replaceChildren();
    attempt.disabled = !lines();
  });
  const attempt = button('按所选对应预演', async () => {
    attempt.disabled = true;
    shown.replaceChildren(note('正在预演，不留痕迹……'));
    try {
      tried = await tryWith(found, lines());
      shown.replaceChildren(
        note(`按所选的对应试了一遍：按原规则在办${tried.cases}件，${tried.moves}件可以改，${tried.refused}件不能改。没有保存，补办迁移时一并提交。`),
        ...tried.outcomes.length ? [outcomes('按所选对应仍不能改的案件', tried.outcomes, back)] : []);
    } catch (error) {
      shown.replaceChildren(element('p', { className: 'suban-rules-refused', textContent: error.message }));
    } finally {
      attempt.disabled = !lines();
    }
  });
  attempt.disabled = true;
  return {
    node: panel('步骤对应（补办迁移用）',
      note('下列步骤现行版本里已经没有，随修订批准的步骤对应里也没有写。写明它在现行版本中是哪一步，停在那里的案件才能补办迁移；不写的仍按原规则办理。'),
      node, element('div', { className: 'suban-rules-buttons' }, attempt), shown),
    mapping: { lines, words, tried: () => tried }
  };
}

// ---- the page

/** Something is still being done by the system. */
const busy = ({ revision: { status: code, pending } }) => ['APPROVED', 'DEPLOYED'].includes(code) || pending > 0;

/** What the system could not do; people have to. */
function stopped(found) {
  const { revision: { status: code, failure, stuck } } = found;
  const roads = [found.canRetry ? '可以“再试一次”' : '请监督人员或系统管理员再试',
    found.canGiveUp ? '也可以“放弃启用”，另行提交' : null].filter(Boolean);
  const made = element('section', { className: 'suban-banner suban-banner-failed' },
    element('div', {}, element('strong', { textContent: '系统异常' }),
      ...stuck.map(({ what, since }) => element('p', { textContent: `“${what}”自${time(since)}起未能自动完成。` })),
      failure && code !== 'FAILED' ? element('p', { textContent: `${failure}。` }) : null,
      element('p', { textContent: `${roads.join('；')}。已经做完的不会重做。` })));
  made.setAttribute('role', 'alert');
  return made;
}

function progress(found) {
  const { revision: { status: code, pending, failure, stuck } } = found;
  if (stuck.length) {
    return stopped(found);
  }
  if (code === 'APPROVED' && failure) {
    const made = element('section', { className: 'suban-banner suban-banner-failed' },
      element('div', {}, element('strong', { textContent: '还没有启用' }), element('p', { textContent: `${failure}。本页自行更新。` })));
    made.setAttribute('role', 'status');
    return made;
  }
  const made = element('section', { className: 'suban-banner' },
    element('div', {}, element('strong', { textContent: '系统正在处理' }),
      element('p', {
        textContent: code === 'APPROVED' ? '即将整套启用，然后逐件处理在办案件。'
          : `正在逐件处理在办案件${pending ? `，还有${pending}件` : ''}。本页自行更新。`
      })));
  made.setAttribute('role', 'status');
  return made;
}

function draw(node, found, reload) {
  const back = window.location.hash.slice(1);
  const { revision: it } = found;
  const page = element('main', { className: 'suban-board suban-rules' },
    element('a', { className: 'suban-back', href: address('rules', {}), textContent: '← 回到规则修订' }));
  const steps = mappingPanel(found, back);
  page.append(
    element('header', { className: 'suban-board-head' },
      element('div', {},
        element('h2', {}, `规则修订 ${it.number}`, status(it)),
        element('p', { className: 'suban-board-sub', textContent: it.summary.join('、') })),
      acts(found, steps.mapping, page, reload)),
    ...busy(found) || it.stuck.length ? [progress(found)] : [],
    facts(found), changes(found),
    ...[became(found, back, picks(found)), steps.node, dryRun(found, back)].filter(Boolean));
  node.replaceChildren(page);
  document.title = `诉办 规则修订 ${it.number}`;
}

async function show(node) {
  const here = window.location.hash;
  const number = decodeURIComponent(here.split('?')[0].split('/').pop());
  if (!node.hasChildNodes()) {
    node.append(element('main', { className: 'suban-board suban-rules' }, note('正在读取……')));
  }
  try {
    const found = await ask(`/rule-revisions/${encodeURIComponent(number)}`);
    if (window.location.hash !== here) {
      return;
    }
    draw(node, found, () => show(node));
    if (busy(found) && !found.revision.stuck.length) {
      setTimeout(() => node.isConnected && window.location.hash === here && show(node), LOOK_AGAIN);
    }
  } catch (error) {
    node.replaceChildren(element('main', { className: 'suban-board suban-rules' },
      element('a', { className: 'suban-back', href: address('rules', {}), textContent: '← 回到规则修订' }),
      error.status === 404 ? note('没有该编号的规则修订。') : failed(error, () => show(node))));
  }
}

export default [{
  id: 'suban.rules.revision',
  pluginPoint: 'cockpit.route',
  properties: { path: '/suban/rule/:number' },
  render: node => {
    show(node);
  }
}];
