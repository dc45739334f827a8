// 步骤对应: steps at which cases of older versions may stand and which the new version does not have under that id, each with a choice of what it
// is now. Proposing a revision and a later migration ask it the same way; an analyst need not know any id.

import { cell, element, note, table } from './suban-board-parts.js?v=2';
import { scrolling } from './suban-rules-parts.js?v=3';

const DROPPED = '-';

function choice({ id, name, mayBeDropped, choices }, changed) {
  const option = (value, textContent) => element('option', { value, textContent });
  const names = choices.map(it => it.name);
  // two steps of one name are told apart by what they are known by in the diagram
  const told = it => names.filter(one => one === it.name).length > 1 ? `${it.name}（${it.id}）` : it.name;
  const made = element('select', { className: 'form-control suban-rules-choice' },
    option('', '不写：在这一步的案件留在原规则'),
    ...choices.map(it => option(it.id, told(it))),
    mayBeDropped ? option(DROPPED, '新版取消：等着它的不再触发') : null);
  made.setAttribute('aria-label', `${name}在新版中是哪一步`);
  made.dataset.step = id;
  made.addEventListener('change', changed);
  return made;
}

function row(step, changed) {
  return element('tr', {},
    element('th', { scope: 'row', className: 'suban-wrap', textContent: step.name },
      element('small', { textContent: step.id })),
    cell('suban-wrap', step.processName),
    cell('suban-right', String(step.instances || '')),
    cell('', choice(step, changed)));
}

/** What was chosen for a step, in words. */
function told({ name }, { value, selectedOptions: [{ textContent }] }) {
  return name + (value === DROPPED ? '取消等待' : name === textContent ? '只改了编号' : `改为${textContent}`);
}

/**
 * The table.
 *
 * @param steps as the server tells them
 * @param changed runs when something was chosen
 * @returns node, lines(): what was chosen as the server reads it, and words(): as people do
 */
export function mappingTable(steps, changed = () => {}) {
  if (!steps.length) {
    return { node: note('在办案件停留或等待的步骤，新版里都有，不用写。'), lines: () => '', words: () => [] };
  }
  const list = table('suban-rules-left', [
    { text: '原来的步骤' }, { text: '流程' }, { text: '停在这一步', className: 'suban-right' }, { text: '在新版中是' }
  ]);
  list.tBodies[0].append(...steps.map(step => row(step, changed)));
  const chosen = () => [...list.querySelectorAll('select')].filter(({ value }) => value);
  return {
    node: scrolling('步骤对应', list),
    lines: () => chosen().map(({ dataset, value }) => `${dataset.step}: ${value}`).join('\n'),
    words: () => chosen().map(it => told(steps.find(({ id }) => id === it.dataset.step), it))
  };
}

export default [];
