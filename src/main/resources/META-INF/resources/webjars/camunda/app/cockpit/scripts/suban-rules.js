// 规则修订: which rules are in force and since when, what still runs by older ones and where, and every revision that was proposed.
// The road of one of them is a page of its own (suban-rules-revision.js), and so is proposing one (suban-rules-propose.js).

import { address, ask, cell, element, failed, note, table, time, when } from './suban-board-parts.js?v=2';
import { access, home } from './suban-rights.js?v=1';
import { counts, folded, isOpen, panel, revisionLink, scrolling, setName, status, version } from './suban-rules-parts.js?v=3';

// ---- what is in force

function tile(label, ...content) {
  return element('section', { className: 'suban-tile' }, element('h3', { textContent: label }), ...content);
}

const big = (text, className = '') => element('div', { className: `suban-big ${className}`, textContent: String(text) });

function tiles({ set, revision, at, running, older, differences }) {
  const name = element('div', { className: 'suban-rules-set' }, ...revision
    ? ['规则修订', revisionLink(revision)] : [setName(set), '的一套规则']);
  const behind = tile('按原规则在办', big(older, older ? '' : 'suban-nought'),
    note(older ? '仍按以前的版本办理，停在何处见下表' : '没有按以前的版本办理的'));
  behind.classList.toggle('suban-tile-failed', older > 0);
  const same = tile('与安装包相比', big(differences.length ? `${differences.length}处不同` : '一致'),
    differences.length
      ? folded('看是哪些', element('ul', {}, ...differences.map(textContent => element('li', { textContent }))))
      : note('流程图、规则表、表单都一致'));
  return element('div', { className: 'suban-tiles suban-rules-tiles' },
    tile('现行规则', name, note(`${time(at)}起，新案件按此办理`)),
    tile('在办流程', big(running), note('投诉和它的办理、回访等流程分别计数')),
    behind, same);
}

// ---- what runs by which version

function steps(found) {
  return cell('suban-wrap', element('span', { className: 'suban-rules-steps' },
    ...found.map(({ name, instances }) => element('span', {}, name,
      element('strong', { textContent: String(instances) })))));
}

function versionRow(name, it, first, rows) {
  const made = element('tr', { className: it.current ? '' : 'suban-rules-older' });
  if (first) {
    made.append(element('th', { scope: 'rowgroup', rowSpan: rows, textContent: name }));
  }
  made.append(
    cell('', `${version(it.version)} `, element('span', {
      className: `suban-rules-state suban-rules-${it.current ? 'current' : 'behind'}`, textContent: it.current ? '现行' : '原规则'
    })),
    cell('', setName(it.set)), cell('suban-time', when(it.at)),
    cell('suban-right', String(it.instances)), steps(it.steps));
  return made;
}

/** What runs by older versions first, then by how much there is of it. */
const weight = ({ versions }) => versions.reduce((sum, { current, instances }) => sum + instances * (current ? 1 : 100000), 0);

function processes(found) {
  const running = found.filter(weight).sort((one, other) => weight(other) - weight(one));
  const idle = found.filter(it => !running.includes(it));
  const list = table('suban-rules-versions', [
    { text: '流程' }, { text: '版本' }, { text: '来自' }, { text: '启用时间' },
    { text: '在办', className: 'suban-right' }, { text: '停在哪一步' }
  ]);
  list.tBodies[0].remove();
  running.forEach(({ name, versions }) => {
    const shown = versions.filter(({ current, instances }) => current || instances);
    list.append(element('tbody', {}, ...shown.map((it, i) => versionRow(name, it, i === 0, shown.length))));
  });
  return panel('各流程按哪一版在办',
    running.length ? scrolling('各流程按哪一版在办', list) : note('没有在办的流程。'),
    idle.length ? folded(`另有${idle.length}个流程没有在办`, element('ul', { className: 'suban-rules-idle' },
      ...idle.map(({ name, versions }) => element('li', {
        textContent: `${name}（现行${version(versions.find(({ current }) => current)?.version || versions[0].version)}）`
      })))) : null);
}

// ---- what was proposed

function person(who, at) {
  return cell('suban-wrap', who || '', who && at ? element('small', {}, when(at)) : null);
}

function revisionRow(it) {
  return element('tr', {},
    element('th', { scope: 'row' }, revisionLink(it.number), status(it)),
    cell('suban-wrap suban-rules-what', it.summary.join('、') || '—', element('small', { textContent: it.reason })),
    person(it.proposedBy, it.proposedAt),
    cell('suban-wrap', it.inFlightText, element('small', { textContent: counts(it) || '' })),
    it.decidedBy ? person(it.decidedBy, it.decidedAt)
      : cell('suban-wrap', '', element('small', { textContent: `应在${time(it.approveDueAt)}前决定` })),
    cell('suban-time', it.deployedAt ? when(it.deployedAt) : '—'));
}

function revisions(found) {
  if (!found.length) {
    return panel('修订记录', note('还没有提交过规则修订。'));
  }
  const list = table('suban-rules-list', ['编号', '修订内容和理由', '提交', '在办案件', '批准或退回', '启用时间'].map(text => ({ text })));
  list.tBodies[0].append(...found.map(revisionRow));
  return panel('修订记录', scrolling('修订记录', list));
}

/** The way to a new proposal, or why there is none now. */
function proposing({ mayPropose, revisions: found }) {
  if (!mayPropose) {
    return null;
  }
  const open = found.find(isOpen);
  return open
    ? note(`规则修订${open.number}${open.statusText}，办完后才能提交下一次修订`)
    : element('a', { className: 'btn btn-primary', href: address('rule-proposal', {}), textContent: '提交规则修订' });
}

function waiting() {
  const made = element('section', { className: 'suban-banner suban-banner-failed' },
    element('div', {}, element('strong', { textContent: '安装包带来的规则尚未启用' }),
      element('p', { textContent: '新版本安装包中的规则与现行的不同，须经新区营商办负责人批准；批准前仍按现行规则办理。' })));
  made.setAttribute('aria-label', '安装包带来的规则尚未启用');
  return made;
}

// ---- the page

async function show(node) {
  if (!node.hasChildNodes()) {
    node.append(element('main', { className: 'suban-board suban-rules' }, note('正在读取……')));
  }
  try {
    const [versions, list] = await Promise.all([ask('/rule-versions'), ask('/rule-revisions')]);
    node.replaceChildren(element('main', { className: 'suban-board suban-rules' },
      element('header', { className: 'suban-board-head' },
        element('div', {},
          element('h2', { textContent: '规则修订' }),
          element('p', {
            className: 'suban-board-sub',
            textContent: '流程图、规则表和表单整套修订，经新区营商办负责人批准后启用（第十八条）'
          })),
        proposing(list)),
      ...versions.jarWaits ? [waiting()] : [],
      tiles(versions), revisions(list.revisions), processes(versions.processes)));
    document.title = '诉办 规则修订';
  } catch (error) {
    node.replaceChildren(element('main', { className: 'suban-board suban-rules' },
      element('h2', { textContent: '规则修订' }),
      error.status === 403 ? note('规则修订由监督人员、业务分析人员、系统管理员和新区营商办人员查看。')
        : failed(error, () => show(node))));
  }
}

const plugins = [{
  id: 'suban.rules',
  pluginPoint: 'cockpit.route',
  properties: { path: '/suban/rules' },
  render: node => {
    show(node);
  }
}];

if (access.rules) {
  plugins.push({
    id: 'suban.rules.navigation',
    pluginPoint: 'cockpit.navigation',
    priority: home === 'rules' ? 1000 : 990,
    properties: { label: '规则修订', pagePath: '#/suban/rules', checkActive: path => path.includes('#/suban/rule') },
    render: node => {
      node.append(element('a', { href: '#/suban/rules', textContent: '规则修订', id: 'suban-rules-link' }));
    }
  });
}

export default plugins;
