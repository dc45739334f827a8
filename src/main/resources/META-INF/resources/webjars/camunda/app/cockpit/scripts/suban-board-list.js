// The cases behind a number of the board, and what a search finds: pages, order, export, 催办 of several; a number opens its case.

import { documentsOf } from '../../../../suban/documents.js?v=5';
import { urge } from '../../../../suban/urging.js?v=6';
import { address, ask, cell, download, element, failed, filtersOf, given, note, table, when } from './suban-board-parts.js?v=2';

const SIZE = 20;
const COLUMNS = [
  ['投诉编号', 'number'], ['标题', null], ['企业', null], ['类别', null], ['状态', null], ['责任单位', 'unit'],
  ['期限', 'dueAt'], ['完成时间', 'doneAt'], ['说明', null]
];

function heads(values) {
  const [field = 'dueAt', direction = 'asc'] = (values.sort || '').split(',').filter(Boolean);
  return COLUMNS.map(([text, key]) => {
    if (!key || values.q !== undefined || !values.figure) {
      return { text };
    }
    const sorted = field === key;
    const next = sorted && direction === 'asc' ? 'desc' : 'asc';
    const link = element('a', {
      href: address('cases', { ...values, sort: `${key},${next}`, page: '' }),
      textContent: text + (sorted ? (direction === 'asc' ? ' ↑' : ' ↓') : '')
    });
    return { node: link, sorted: sorted ? `${direction}ending` : null };
  });
}

function pick(number) {
  const box = element('input', { type: 'checkbox', className: 'suban-list-pick', value: number });
  box.setAttribute('aria-label', `选择 ${number}`);
  return box;
}

/** Presses whoever the ticked cases wait for; the server says of each what came of it. */
function urging(page) {
  const ticked = () => [...page.querySelectorAll('.suban-list-pick:checked')];
  const made = element('button', { type: 'button', className: 'btn btn-default', textContent: '催办选中', disabled: true });
  page.addEventListener('change', () => {
    const count = ticked().length;
    made.disabled = count === 0;
    made.textContent = count ? `催办选中的${count}件` : '催办选中';
  });
  made.addEventListener('click', () => urge(ticked().map(({ value }) => value), () => {
    ticked().forEach(box => { box.checked = false; });
    page.dispatchEvent(new Event('change'));
  }));
  return made;
}

function line(item, back) {
  const made = element('tr');
  if (item.number) {
    const link = element('a', { href: address(`case/${item.number}`, { back }), textContent: item.number });
    made.append(element('th', { scope: 'row' }, item.doneAt ? null : pick(item.number), link));
  } else {
    made.append(element('th', { scope: 'row', textContent: '—' }));
  }
  const state = element('span', { className: item.overdue ? 'suban-left suban-overdue' : '', textContent: item.overdue ? '超期' : '' });
  made.append(
    cell('suban-wrap', item.title || ''), cell('suban-wrap', item.enterpriseName || ''), cell('', item.complaintClass || ''),
    cell('', item.status || ''), cell('suban-wrap', item.unit || ''),
    cell('suban-time', when(item.dueAt), item.overdue ? ' ' : null, item.overdue ? state : null),
    cell('suban-time', when(item.doneAt)), cell('suban-wrap', item.why || ''));
  const actions = cell('suban-board-actions');
  if (item.number) {
    actions.dataset.number = item.number;
    actions.append(documentsOf(item.number));
  }
  made.append(actions);
  return made;
}

function pager(found, values) {
  const pages = Math.max(1, Math.ceil(found.total / found.size));
  const made = element('nav', { className: 'suban-pager' });
  made.setAttribute('aria-label', '翻页');
  const link = (page, text) => page >= 0 && page < pages
    ? element('a', { className: 'btn btn-default', href: address('cases', { ...values, page: page || '' }), textContent: text })
    : element('span', { className: 'btn btn-default disabled', textContent: text });
  made.append(link(found.page - 1, '上一页'),
    element('span', { textContent: `第 ${found.page + 1} / ${pages} 页` }), link(found.page + 1, '下一页'));
  return made;
}

async function show(node) {
  const values = given();
  const searching = !values.figure;
  const path = searching ? '/board/search' : '/board/cases';
  const back = window.location.hash.slice(1);
  if (!node.hasChildNodes()) {
    node.append(element('main', { className: 'suban-board' }, note('正在读取……')));
  }
  const home = element('a', { className: 'suban-back', href: address('board', filtersOf(values)), textContent: '← 回到看板' });
  try {
    const found = await ask(`${path}?${new URLSearchParams({ size: SIZE, ...values })}`);
    const page = element('main', { className: 'suban-board' }, home);
    const head = element('header', { className: 'suban-board-head' },
      element('div', {},
        element('h2', { textContent: found.title }),
        element('p', { className: 'suban-board-sub', textContent: `共 ${found.total} 件` })));
    if (!searching && found.total > 0) {
      const wanted = { ...values };
      delete wanted.page;
      head.append(element('a', { className: 'btn btn-default', href: download('board/cases.xlsx', wanted), textContent: '导出表格' }));
    }
    if (found.items.some(({ number, doneAt }) => number && !doneAt)) {
      head.append(urging(page));
    }
    page.append(head);
    if (found.items.length === 0) {
      page.append(note(searching
        ? '没有找到。编号、标题、企业名称可只填一部分；或不勾选“只看已超期”。'
        : found.total > 0 ? '这一页没有案件，请回到第一页。' : '没有这样的案件。'));
    } else {
      const list = table('suban-list', [...heads(values), { text: '' }]);
      list.tBodies[0].append(...found.items.map(item => line(item, back)));
      page.append(element('div', { className: 'suban-scroll' }, list), pager(found, values));
    }
    document.title = `诉办 ${found.title}`;
    node.replaceChildren(page);
  } catch (error) {
    node.replaceChildren(element('main', { className: 'suban-board' }, home, failed(error, () => show(node))));
  }
}

export default [{
  id: 'suban.board.cases',
  pluginPoint: 'cockpit.route',
  properties: { path: '/suban/cases' },
  render: node => {
    show(node);
  }
}];
