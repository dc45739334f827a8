// What has not arrived: which case, whom it was for, what, why and since when; a number opens its case.

import { address, ask, cell, element, failed, note, table, when } from './suban-board-parts.js?v=2';

const HEADS = ['投诉编号', '通知对象', '通知事项', '状态', '原因', '产生时间', '已发送次数', '下次发送'];

function line(item, back) {
  const made = element('tr');
  made.append(
    element('th', { scope: 'row' }, item.ofCase
      ? element('a', { href: address(`case/${item.number}`, { back }), textContent: item.number })
      : item.number),
    cell('suban-wrap', item.recipient), cell('suban-wrap', item.what), cell('', item.stateText),
    cell('suban-wrap', item.reason || ''), cell('suban-time', when(item.createdAt)),
    cell('suban-right', item.attempts ? String(item.attempts) : '—'),
    cell('suban-time', item.nextAt ? when(item.nextAt) : '—'));
  return made;
}

/** How many of each state, in words. */
function summary(found) {
  const labels = new Map(found.items.map(({ state, stateText }) => [state, stateText]));
  const parts = Object.entries(found.counts).filter(([state]) => labels.has(state))
    .map(([state, count]) => `${labels.get(state)} ${count} 条`);
  const listed = found.items.length < found.total ? `，只列最近的 ${found.items.length} 条` : '';
  return `近30日共 ${found.total} 条${listed}${parts.length ? `　${parts.join('，')}` : ''}`;
}

async function show(node) {
  const back = window.location.hash.slice(1);
  const home = element('a', { className: 'suban-back', href: address('board', {}), textContent: '← 回到看板' });
  if (!node.hasChildNodes()) {
    node.append(element('main', { className: 'suban-board' }, note('正在读取……')));
  }
  try {
    const found = await ask('/notices/failures');
    const page = element('main', { className: 'suban-board' }, home,
      element('header', { className: 'suban-board-head' },
        element('div', {},
          element('h2', { textContent: '未送达通知' }),
          element('p', { className: 'suban-board-sub', textContent: summary(found) }))));
    if (found.items.length === 0) {
      page.append(note('近30日没有未能送达的通知。'));
    } else {
      const list = table('suban-list', HEADS.map(text => ({ text, className: text === '已发送次数' ? 'suban-right' : '' })));
      list.tBodies[0].append(...found.items.map(item => line(item, back)));
      const scroll = element('div', { className: 'suban-scroll', tabIndex: 0 }, list);
      scroll.setAttribute('role', 'region');
      scroll.setAttribute('aria-label', '未送达通知清单');
      page.append(note('待电话告知的由待办“电话告知企业”办理；送达不了单位的，请核对单位资料里的邮箱和手机号。'), scroll);
    }
    document.title = '诉办 未送达通知';
    node.replaceChildren(page);
  } catch (error) {
    node.replaceChildren(element('main', { className: 'suban-board' }, home, failed(error, () => show(node))));
  }
}

export default [{
  id: 'suban.board.notices',
  pluginPoint: 'cockpit.route',
  properties: { path: '/suban/undelivered' },
  render: node => {
    show(node);
  }
}];
