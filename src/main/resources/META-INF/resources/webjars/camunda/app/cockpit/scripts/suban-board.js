// The supervisors' board: what is late and with whom, what falls due, the rates of a period by unit, where cases wait, and what
// enterprises complain about. Every number is a link to the cases it counts. It is the first page of whoever may see it.

import { bulletinButton } from './suban-board-bulletin.js?v=2';
import {
  address, ask, bar, cell, change, download, element, failed, filtersOf, given, note, number, percent, sparkline, table, time
} from './suban-board-parts.js?v=2';
import { access, home } from './suban-rights.js?v=1';

// ---- who may see it, and what else of Cockpit

document.body.classList.toggle('suban-board-only', !access.engine);

/** The engine's own pages are closed to the offices: they would be full of refusals. */
function stay() {
  const { hash } = window.location;
  const first = hash === '' || hash === '#/' || hash === '#/dashboard';
  if (home && !access.engine && !hash.startsWith('#/suban/') && !hash.startsWith('#/login')) {
    window.location.replace(address(home, {}));
  } else if (home && first && !stay.shown) {
    window.history.replaceState(null, '', address(home, {}));
  }
  stay.shown = true;
}
stay();
if (!access.engine) {
  window.addEventListener('hashchange', stay);
}

// The head of the page learns the person's name from a service that only the stock pages ask for.
if (window.angular) {
  window.angular.module('cam.commons.filter.date').run(['$injector', injector => injector.get('page')]);
}

// ---- the period

const iso = date => [
  date.getFullYear(), String(date.getMonth() + 1).padStart(2, '0'), String(date.getDate()).padStart(2, '0')
].join('-');

function periods(asOf) {
  const [year, month] = asOf.slice(0, 10).split('-').map(Number);
  const span = (from, to) => ({ from: iso(from), to: iso(to) });
  return [
    ['本月', span(new Date(year, month - 1, 1), new Date(year, month, 0))],
    ['上月', span(new Date(year, month - 2, 1), new Date(year, month - 1, 0))],
    ['近三月', span(new Date(year, month - 3, 1), new Date(year, month, 0))],
    ['本年', span(new Date(year, 0, 1), new Date(year, 11, 31))]
  ];
}

const days = (from, to) => {
  const day = text => text.split('-').map(Number);
  const [year, month, first] = day(from);
  const [otherYear, otherMonth, last] = day(to);
  return `${year}年${month}月${first}日至${otherYear === year ? '' : `${otherYear}年`}${otherMonth}月${last}日`;
};

// ---- filters

const LEVELS = [{ id: 'AREA', name: '新区协调' }, { id: 'CITY', name: '新城自行协调' }];

function select(label, key, options, values, all) {
  const made = element('select', { className: 'form-control' });
  made.append(element('option', { value: '', textContent: all }));
  options.forEach(({ id, name }) => made.append(element('option', { value: id, textContent: name, selected: values[key] === id })));
  made.addEventListener('change', () => {
    window.location.hash = address('board', { ...values, [key]: made.value });
  });
  return element('label', { className: 'suban-filter' }, element('span', { textContent: label }), made);
}

function filters(board, values) {
  const presets = element('div', { className: 'suban-periods', role: 'group' });
  presets.setAttribute('aria-label', '统计期间');
  periods(board.asOf).forEach(([name, span]) => {
    const chosen = span.from === board.from && span.to === board.to;
    const link = element('a', { className: 'suban-period', textContent: name, href: address('board', { ...values, ...span }) });
    if (chosen) {
      link.setAttribute('aria-current', 'true');
    }
    presets.append(link);
  });
  const dates = element('form', { className: 'suban-dates' });
  const from = element('input', { type: 'date', className: 'form-control', value: board.from, required: true });
  from.setAttribute('aria-label', '起始日期');
  const to = element('input', { type: 'date', className: 'form-control', value: board.to, required: true });
  to.setAttribute('aria-label', '截止日期');
  dates.append(from, element('span', { textContent: '至' }), to,
    element('button', { type: 'submit', className: 'btn btn-default', textContent: '按日期' }));
  dates.addEventListener('submit', event => {
    event.preventDefault();
    window.location.hash = address('board', { ...values, from: from.value, to: to.value });
  });
  const { newCities, units, classes, channels } = board.options;
  const made = element('div', { className: 'suban-filters' }, presets, dates);
  if (board.district) {
    made.append(select('新城', 'newCity', newCities, values, '全部新城'));
  }
  made.append(
    select('单位', 'unit', units, values, '全部单位'),
    select('类别', 'complaintClass', classes, values, '全部类别'),
    select('来源', 'channel', channels, values, '全部来源'),
    select('协调', 'level', LEVELS, values, '全部（率按考核口径）'));
  if (['unit', 'newCity', 'complaintClass', 'channel', 'level'].some(key => values[key])) {
    made.append(element('a', {
      className: 'suban-clear', href: address('board', { from: values.from, to: values.to }), textContent: '清除筛选'
    }));
  }
  return made;
}

function searchBox() {
  const form = element('form', { className: 'suban-board-search', role: 'search' });
  const text = element('input', { type: 'search', className: 'form-control', placeholder: '编号、标题或企业，可只填一部分', maxLength: 100 });
  text.setAttribute('aria-label', '查找案件');
  const late = element('input', { type: 'checkbox' });
  form.append(text, element('label', {}, late, ' 只看已超期'),
    element('button', { type: 'submit', className: 'btn btn-default', textContent: '查找' }));
  form.addEventListener('submit', event => {
    event.preventDefault();
    window.location.hash = address('cases', { q: text.value.trim(), overdue: late.checked ? 'true' : '' });
  });
  return form;
}

// ---- tiles

const LATE = [
  ['RESPONSE_LATE', '当日未回应'], ['DUE_LATE', '办理超期'], ['CO_LATE', '协办超期'],
  ['VISIT_LATE', '回访超期'], ['OFFICE_LATE', '营商办环节']
];

const RATES = [
  ['response', '当日回应率', 'RESPONDED', 'TO_RESPOND', true, '首次交办当日回应企业的比例（第九条）'],
  ['onTime', '按时办结率', 'ON_TIME', 'COUNTED', true, '与年度考核同一口径：首次办理按单位自己的期限（第十六条）'],
  ['praise', '好评率', 'PRAISED', 'RATED', true, '与年度考核同一口径：未评价不计（第十四、十六条）'],
  ['rehandling', '补办率', 'REHANDLED', 'ANSWERED', false, '本期首次答复后被评不满意、退回补办的比例（第十四条）']
];

function tile(className, label, ...content) {
  return element('section', { className: `suban-tile ${className}` }, element('h3', { textContent: label }), ...content);
}

// differences told one by one; an older version beside newer ones may differ in all
const MOST_RULES = 5;

function nowTiles(board, to) {
  const late = tile('suban-tile-late', '超期未办',
    element('div', { className: 'suban-big' }, number(board.now.LATE, to('LATE'), '超期未办')),
    element('ul', { className: 'suban-parts' }, ...LATE.map(([figure, label]) => element('li', {},
      element('span', { textContent: label }), number(board.now[figure], to(figure), label)))));
  if (board.now.LATE === 0) {
    late.classList.add('suban-tile-calm');
  }
  const plain = (figure, label, below) => tile('', label,
    element('div', { className: 'suban-big' }, number(board.now[figure], to(figure), label)),
    note(below));
  const tiles = [
    late,
    plain('DUE_TODAY', '今日到期', '今天下班前应当答复企业'),
    plain('DUE_WEEK', '本周到期', '含今日，到本周日为止'),
    plain('OPEN', '在办', '尚未销号的全部投诉')
  ];
  const undelivered = number(board.outboxFailures, address('undelivered', {}));
  if (board.outboxFailures) {
    undelivered.setAttribute('aria-label', `未送达通知：${board.outboxFailures}条，查看清单`);
  }
  tiles.push(tile('suban-tile-outbox', '未送达通知', element('div', { className: 'suban-big' }, undelivered),
    note('近30日没有送达企业或单位的')));
  if (board.now.FAILED) { // there is none on an ordinary day
    const failed = plain('FAILED', '系统异常', '有步骤未能自动完成，待管理员重试');
    failed.classList.add('suban-tile-failed');
    tiles.push(failed);
  }
  board.revisions.forEach(({ number: revision, what, since }) => { // to the same
    tiles.push(tile('suban-tile-failed suban-tile-rules', '系统异常',
      element('p', {}, `“${what}”自${time(since)}起未能自动完成：`,
        element('a', { href: `#/suban/rule/${encodeURIComponent(revision)}`, textContent: `规则修订${revision}` }))));
  });
  if (board.rules.length) { // told to supervisors and administrators only
    const more = board.rules.length - MOST_RULES;
    const words = board.rules.slice(0, MOST_RULES).join('；') + (more > 0 ? `；另有${more}项` : '');
    tiles.push(tile('suban-tile-failed suban-tile-rules', '系统异常',
      element('p', { textContent: `现行流程图、规则表或表单与安装包不一致：${words}。` })));
  }
  return element('div', { className: 'suban-tiles suban-tiles-now' }, ...tiles);
}

function rateTile(board, to, [key, label, part, whole, goodUp, meaning]) {
  const rate = board.rates[key];
  const before = board.previousRates[key];
  const made = tile('suban-tile-rate', label,
    element('div', { className: 'suban-rate' },
      element('div', { className: 'suban-big', textContent: percent(rate.percent) }),
      sparkline(board.trend.map(month => month.rates[key].percent),
        `近六个月${label}：${board.trend.map(month => `${Number(month.month.slice(5, 7))}月${percent(month.rates[key].percent)}`).join('，')}`)),
    element('p', { className: 'suban-of' },
      number(rate.part, to(part), label), ' / ', number(rate.whole, to(whole), `${label}计入`), ' 件'),
    change(rate.percent, before.percent, goodUp));
  made.title = meaning;
  if (key === 'onTime') {
    const { adjusted } = board.rates;
    made.append(element('p', { className: 'suban-of' },
      `按批准期限 ${percent(adjusted.percent)}（`, number(adjusted.part, to('ADJUSTED'), '按批准期限按时办结'), ' 件）'));
  }
  return made;
}

function periodTiles(board, to) {
  const flow = (figure, label) => tile('', label,
    element('div', { className: 'suban-big' }, number(board.flows[figure].current, to(figure), label)),
    element('p', { className: 'suban-of' },
      '上期 ', number(board.flows[figure].previous,
        to(figure, { from: board.previousFrom, to: board.previousTo }), `上期${label}`), ' 件'));
  return element('div', { className: 'suban-tiles suban-tiles-period' },
    flow('REGISTERED', '收到投诉'), flow('CLOSED', '销号'), ...RATES.map(rate => rateTile(board, to, rate)));
}

// ---- units

const KINDS = [
  ['新城', ['NEW_CITY']], ['新区部门', ['DEPARTMENT']], ['镇街和新城部门', ['TOWN', 'NEW_CITY_DEPARTMENT']],
  ['营商办和其他', ['OFFICE', 'NEW_CITY_OFFICE', 'INSPECTION', 'DISCIPLINE', 'HOTLINE']]
];

function rateCell(rate, part, whole, to, label) {
  if (rate.whole === 0) {
    return cell('suban-right suban-nought', '—');
  }
  return cell('suban-right',
    element('span', { className: 'suban-percent', textContent: percent(rate.percent) }),
    element('span', { className: 'suban-fraction' }, number(rate.part, to(part), `${label}`), '/', number(rate.whole, to(whole), `${label}计入`)));
}

function unitRow(row, most, values, to) {
  const own = (figure, more = {}) => to(figure, { unit: row.unit, ...more });
  const line = element('tr');
  const name = element('a', { href: address('board', { ...values, unit: row.unit }), textContent: row.name });
  name.title = `只看${row.name}`;
  line.append(element('th', { scope: 'row' }, name));
  const late = cell('suban-late-cell', bar(row.now.LATE / most, 'suban-bar-late'), number(row.now.LATE, own('LATE'), `${row.name}超期`));
  line.append(cell('suban-right', number(row.now.OPEN, own('OPEN'), `${row.name}在办`)), late);
  LATE.forEach(([figure, label]) => line.append(cell('suban-right', number(row.now[figure], own(figure), `${row.name}${label}`))));
  line.append(
    cell('suban-right', number(row.now.DUE_TODAY, own('DUE_TODAY'), `${row.name}今日到期`)),
    cell('suban-right', number(row.now.DUE_WEEK, own('DUE_WEEK'), `${row.name}本周到期`)));
  RATES.forEach(([key, label, part, whole]) => {
    line.append(rateCell(row.rates[key], part, whole, own, row.name + label));
    if (key === 'onTime') {
      line.append(cell('suban-spark-cell', sparkline(row.trend, `${row.name}近六个月按时办结率：${row.trend.map(percent).join('，')}`)));
    }
  });
  return line;
}

function units(board, values, to) {
  const made = element('section', { className: 'suban-panel' });
  const head = element('div', { className: 'suban-panel-head' },
    element('h3', { textContent: '各单位办理情况' }),
    element('a', { className: 'btn btn-default', href: download('board/units.xlsx', filtersOf(values)), textContent: '导出表格' }));
  made.append(head);
  if (board.units.length === 0) {
    made.append(note('本期没有单位有在办、到期或计入考核的案件。可以换一个期间，或清除筛选。'));
    return made;
  }
  const right = text => ({ text, className: 'suban-right' });
  const drawnTable = table('suban-units', [
    { text: '单位' }, right('在办'), { text: '超期', className: 'suban-late-head' },
    ...LATE.map(([, label]) => right(label)), right('今日'), right('本周'),
    { ...right('当日回应率'), title: RATES[0][5] }, { ...right('按时办结率'), title: RATES[1][5] }, { text: '近六月' },
    { ...right('好评率'), title: RATES[2][5] }, { ...right('补办率'), title: RATES[3][5] }
  ]);
  const most = Math.max(1, ...board.units.map(row => row.now.LATE));
  KINDS.forEach(([label, kinds]) => {
    const rows = board.units.filter(row => kinds.includes(row.kind));
    if (rows.length) {
      const group = element('tr', { className: 'suban-group' });
      group.append(element('th', { colSpan: 15, scope: 'colgroup', textContent: label }));
      drawnTable.tBodies[0].append(group, ...rows.map(row => unitRow(row, most, values, to)));
    }
  });
  made.append(element('div', { className: 'suban-scroll', tabIndex: 0 }, drawnTable));
  made.lastChild.setAttribute('aria-label', '各单位办理情况表');
  made.lastChild.setAttribute('role', 'region');
  return made;
}

// ---- steps and topics

function bars(rows, most) {
  const list = element('ul', { className: 'suban-bars' });
  rows.forEach(({ label, more, count, to }) => list.append(element('li', {},
    element('span', { className: 'suban-bars-label' }, label, more ? element('small', { textContent: more }) : null),
    bar(count / most), number(count, to, label))));
  return list;
}

function panel(title, ...content) {
  return element('section', { className: 'suban-panel' },
    element('div', { className: 'suban-panel-head' }, element('h3', { textContent: title })), ...content);
}

function steps(board, to) {
  const most = Math.max(1, ...board.steps.map(({ count }) => count));
  return panel('案件停在哪里', board.steps.length
    ? bars(board.steps.map(({ step, label, with: who, count }) => ({ label, more: who, count, to: to('OPEN', { step }) })), most)
    : note('没有在办的案件。'));
}

function topics(title, found, parameter, to, empty) {
  const most = Math.max(1, ...found.map(({ count }) => count));
  return panel(title, found.length
    ? bars(found.map(({ key, label, count, previous }) => ({
      label, more: previous === null ? '' : `上期${previous}`, count, to: to('REGISTERED', { [parameter]: key })
    })), most)
    : note(empty));
}

// ---- the page

let last = null;

async function show(node) {
  const values = filtersOf(given());
  const to = (figure, more = {}) => address('cases', { ...values, ...more, figure });
  const draw = board => {
    const page = element('main', { className: 'suban-board' },
      element('header', { className: 'suban-board-head' },
        element('div', {},
          element('h2', { textContent: '督办看板' }),
          element('p', { className: 'suban-board-sub', textContent: `${board.scope}　${days(board.from, board.to)}　数据截至${time(board.asOf)}` })),
        element('div', { className: 'suban-board-tools' }, searchBox(),
          access.engine ? element('a', { href: '#/dashboard', id: 'suban-all-tasks', textContent: '全部待办' }) : null,
          bulletinButton(board.asOf))),
      filters(board, values),
      nowTiles(board, to),
      periodTiles(board, to),
      units(board, values, to),
      element('div', { className: 'suban-columns' },
        steps(board, to),
        topics('诉求类型', board.topics.demandTypes, 'demandType', to, '本期没有收到投诉。'),
        topics('标题高频词', board.topics.words, 'word', to, '本期收到的投诉还不足以看出高频词。'),
        topics('常见问题库', board.topics.problems, 'problem', to, '本期收到的投诉没有归入常见问题库的。')));
    node.replaceChildren(page);
    document.title = '诉办 督办看板';
  };
  if (last && last.key === JSON.stringify(values)) {
    draw(last.board);
  } else if (!node.hasChildNodes()) {
    node.append(element('main', { className: 'suban-board', 'aria-busy': true }, note('正在读取……')));
  }
  try {
    const board = await ask(`/board?${new URLSearchParams(values)}`);
    last = { key: JSON.stringify(values), board };
    if (node.isConnected) {
      draw(board);
    }
  } catch (error) {
    node.replaceChildren(element('main', { className: 'suban-board' }, element('h2', { textContent: '督办看板' }),
      failed(error, () => show(node)),
      element('a', { href: address('board', {}), textContent: '回到本月看板' })));
  }
}

const plugins = [{
  id: 'suban.board',
  pluginPoint: 'cockpit.route',
  properties: { path: '/suban/board' },
  render: node => {
    show(node);
  }
}];

if (access.board) {
  plugins.push({
    id: 'suban.board.navigation',
    pluginPoint: 'cockpit.navigation',
    priority: 1000,
    properties: { label: '督办看板', pagePath: '#/suban/board', checkActive: path => path.includes('#/suban/') && !path.includes('#/suban/rule') },
    render: node => {
      node.append(element('a', { href: '#/suban/board', textContent: '督办看板', id: 'suban-board-link' }));
    }
  });
}

export default plugins;
