// Who was shown the contact data of a case, for who may know it; asked for when it is opened.

import { ask, cell, element, failed, note, table, when } from './suban-board-parts.js?v=2';

function rows(found) {
  if (!found.length) {
    return note('还没有人查阅过本案的联系方式。');
  }
  const list = table('suban-access-list', [{ text: '时间' }, { text: '人员' }, { text: '查阅的内容' }, { text: '途径' }]);
  list.tBodies[0].append(...found.map(({ at, person, unit, what, door }) => element('tr', {},
    cell('suban-time', when(at)),
    cell('suban-wrap', person, unit ? element('small', { textContent: `（${unit}）` }) : null),
    cell('suban-wrap', what),
    cell('', door))));
  const scroll = element('div', { className: 'suban-scroll', tabIndex: 0 }, list);
  scroll.setAttribute('role', 'region');
  scroll.setAttribute('aria-label', '个人信息查阅记录');
  return scroll;
}

/** The section, closed at first. */
export function accessTo(number) {
  const shown = element('div', { hidden: true });
  const button = element('button', { type: 'button', className: 'btn btn-default btn-sm', textContent: '查看' });
  button.setAttribute('aria-expanded', 'false');
  button.setAttribute('aria-label', '查看个人信息查阅记录');
  const load = async () => {
    shown.replaceChildren(note('正在读取……'));
    try {
      shown.replaceChildren(rows(await ask(`/complaints/${encodeURIComponent(number)}/personal-data-access`)));
    } catch (error) {
      console.warn('Suban: access not read', error);
      shown.replaceChildren(failed(error, load));
    }
  };
  button.addEventListener('click', () => {
    shown.hidden = !shown.hidden;
    button.textContent = shown.hidden ? '查看' : '收起';
    button.setAttribute('aria-label', `${button.textContent}个人信息查阅记录`);
    button.setAttribute('aria-expanded', String(!shown.hidden));
    if (!shown.hidden) {
      load();
    }
  });
  return element('section', { className: 'suban-panel suban-access' },
    element('div', { className: 'suban-panel-head' }, element('h3', { textContent: '个人信息查阅记录' }), button), shown);
}

export default [];
