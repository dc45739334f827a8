// Several tasks at once: a box on every card, and above the list what can be done with the ones that are ticked. Each task is
// claimed and handed back by the same call as from its own page, so that the same rules hold.

import { ask, element, engine, posting, request } from '../../../../suban/page.js?v=1';
import { urge } from '../../../../suban/urging.js?v=6';

const { angular } = window;

/** What is ticked: complaint number and name of each task, by its id. */
const picked = new Map();
let bar = null;
let busy = false;
let mayUrge = false;

const cards = () => [...document.querySelectorAll('[cam-tasks] li.task .suban-pick input')];

const user = () => angular?.element(document.body).injector()?.get('$rootScope').authentication?.name;

/** The list asks again, and so does the task that is open. */
function refresh() {
  const list = document.querySelector('[cam-tasks]');
  const data = list && angular.element(list).isolateScope()?.tasklistData;
  data?.changed('taskList');
  const open = document.querySelector('[cam-tasklist-task]');
  const opened = open && angular.element(open).isolateScope()?.tasklistData;
  (opened || data)?.changed('task');
  list && angular.element(list).scope()?.$applyAsync();
}

const call = (path, body) => request(`${engine}${path}`, posting(body));

/** One after the other; what fails keeps none of the others from it, and is said. */
async function each(what, act) {
  busy = true;
  show();
  let done = 0;
  const failed = [];
  for (const [id, { name, number }] of [...picked]) {
    try {
      await act(id);
      picked.delete(id);
      done++;
    } catch (error) {
      failed.push(`${name}　${number}：${error.message}`);
    }
  }
  busy = false;
  refresh();
  show();
  say([`已${what}${done}项。`, ...failed]);
}

function say(lines) {
  const said = bar.querySelector('.suban-bulk-said');
  said.replaceChildren(...lines.map(textContent => element('div', { textContent })));
}

/** Asked of each case that is ticked until one says yes: the server decides again, for each, when it is done. */
async function askWhetherUrging(number) {
  if (mayUrge || !number.startsWith('XX')) {
    return;
  }
  try {
    mayUrge = (await ask(`/cases/${encodeURIComponent(number)}/urging`)).urge;
    show();
  } catch (error) {
    console.warn('Suban: rights not known', error);
  }
}

function button(text, title, act) {
  const made = element('button', { type: 'button', className: 'btn btn-default btn-sm', textContent: text, title });
  made.addEventListener('click', act);
  return made;
}

function build() {
  const all = element('input', { type: 'checkbox', id: 'suban-pick-all' });
  all.addEventListener('change', () => cards().filter(box => box.checked !== all.checked).forEach(box => box.click()));
  const made = element('div', { className: 'suban-bulk' },
    all,
    element('label', { htmlFor: all.id, className: 'suban-bulk-count' }),
    button('认领', '认领选中的任务', () => each('认领', id => call(`/task/${id}/claim`, { userId: user() }))),
    button('交回', '将选中的本人任务交回单位', () => each('交回', id => call(`/task/${id}/unclaim`, {}))),
    button('催办', '催促选中投诉的其他办理单位', () => {
      const numbers = [...new Set([...picked.values()].map(({ number }) => number).filter(number => number.startsWith('XX')))];
      urge(numbers, () => {
        picked.clear();
        cards().forEach(box => { box.checked = false; });
        show();
      });
    }),
    element('div', { className: 'suban-bulk-said' }));
  made.querySelector('.suban-bulk-said').setAttribute('role', 'status');
  made.setAttribute('role', 'group');
  made.setAttribute('aria-label', '批量办理');
  return made;
}

function show() {
  const list = document.querySelector('[cam-tasks]');
  if (!list) {
    return;
  }
  bar ||= build();
  if (bar.nextElementSibling !== list) {
    list.before(bar);
  }
  const boxes = cards();
  bar.hidden = boxes.length === 0 && picked.size === 0;
  const count = picked.size;
  const label = bar.querySelector('.suban-bulk-count');
  const text = count ? `已选${count}项` : '全选';
  if (label.textContent !== text) {
    label.textContent = text;
  }
  const all = bar.querySelector('#suban-pick-all');
  all.checked = boxes.length > 0 && boxes.every(box => box.checked);
  all.indeterminate = count > 0 && !all.checked;
  const [claim, back, press] = bar.querySelectorAll('button');
  claim.disabled = back.disabled = count === 0 || busy;
  press.hidden = !mayUrge || count === 0;
  press.disabled = busy;
}

/**
 * The box for a card.
 *
 * @param taskId the task
 * @param number what it is about
 * @param name the task's name
 */
export const pick = (taskId, number, name) => {
  const box = element('input', { type: 'checkbox', checked: picked.has(taskId) });
  box.setAttribute('aria-label', `选择：${name}　${number}`);
  const made = element('label', { className: 'suban-pick' }, box);
  // the card around it opens its task when it is clicked
  made.addEventListener('click', event => event.stopPropagation());
  box.addEventListener('change', () => {
    if (box.checked) {
      picked.set(taskId, { number, name });
    } else {
      picked.delete(taskId);
    }
    show();
    if (box.checked) {
      askWhetherUrging(number);
    }
  });
  return made;
};

// what has left the list is no longer ticked: other people work there too
function forget() {
  const shown = new Set([...document.querySelectorAll('[cam-tasks] li.task h4 a')].map(({ hash }) => new URLSearchParams(hash.split('?')[1] || '').get('task')));
  for (const id of picked.keys()) {
    if (!shown.has(id) && !busy) {
      picked.delete(id);
    }
  }
  show();
}

let soon = 0;
new MutationObserver(changes => {
  if (changes.some(({ target }) => target.closest?.('[cam-tasks]'))) {
    clearTimeout(soon);
    soon = setTimeout(forget, 300);
  }
}).observe(document.body, { childList: true, subtree: true });

export default [];
