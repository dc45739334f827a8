// Keeps the case beside the form: in the task's column, but outside of what the application draws anew, so that nothing typed in
// the form is lost by looking at the case. On a phone it is folded above the form, and list and task are a page each.

import { showCase } from '../../../../suban/case.js?v=4';
import { ask, element, engine, request } from '../../../../suban/page.js?v=1';

const FOLDED = 'suban.case.folded';
const phone = window.matchMedia('(max-width: 767px)');
const { angular } = window;

const fold = element('button', { type: 'button', className: 'btn btn-link suban-aside-fold' });
const own = element('div', {});
const beside = element('div', { hidden: true });
const body = element('div', { className: 'suban-aside-body suban-case-scroll', tabIndex: -1 }, own, beside);
const aside = element('aside', { className: 'suban-aside', hidden: true }, fold, body);
aside.setAttribute('aria-label', '案件情况');
const back = element('button', { type: 'button', className: 'btn btn-link suban-back', textContent: '‹ 返回待办列表' });
const about = element('button', {
  type: 'button', className: 'btn btn-link suban-about', textContent: '流程图与说明', hidden: true
});

/** The task that is shown, the number of its complaint, and its drawing. */
let task = null;
let number = null;
let shown = null;

const taskOf = hash => new URLSearchParams(hash.split('?')[1] || '').get('task');

// ---- folding

/** On a phone the form comes first, on a desk the case stands open; each remembers what its person chose. */
const chosen = {};

function isFolded() {
  const key = `${FOLDED}.${phone.matches ? 'phone' : 'desk'}`;
  try {
    chosen[key] ??= window.localStorage.getItem(key);
  } catch (error) {
    console.warn('Suban: folding not remembered', error); // a browser may keep its storage closed
  }
  return (chosen[key] ?? String(phone.matches)) === 'true';
}

function setFolded(folded) {
  const key = `${FOLDED}.${phone.matches ? 'phone' : 'desk'}`;
  chosen[key] = String(folded);
  try {
    window.localStorage.setItem(key, chosen[key]);
  } catch (error) {
    console.warn('Suban: folding not remembered', error);
  }
}

function layOut() {
  const folded = isFolded();
  document.body.classList.toggle('suban-with-case', !aside.hidden);
  document.body.classList.toggle('suban-case-folded', folded);
  document.body.classList.toggle('suban-with-task', Boolean(task));
  body.hidden = folded;
  fold.setAttribute('aria-expanded', String(!folded));
  fold.textContent = folded ? '展开案件情况' : '收起案件情况';
}
fold.addEventListener('click', () => {
  setFolded(!isFolded());
  layOut();
});
phone.addEventListener('change', layOut);

// ---- another case that belongs to it: read beside the form, which stays as it is

let readTo = 0;

function leave() {
  if (!beside.hidden) {
    beside.hidden = true;
    beside.replaceChildren();
    own.hidden = false;
    body.scrollTop = readTo;
  }
}

function look(other) {
  if (beside.hidden) {
    readTo = body.scrollTop;
  }
  const home = element('button', {
    type: 'button', className: 'btn btn-link', textContent: `‹ 返回本任务的投诉 ${number}`
  });
  home.addEventListener('click', () => {
    leave();
    body.focus({ preventScroll: true });
  });
  const page = element('div', {});
  beside.replaceChildren(home, page);
  own.hidden = true;
  beside.hidden = false;
  body.scrollTop = 0;
  showCase(page, other, { open: next => (next === number ? home.click() : look(next)) });
  home.focus();
}

// ---- which case

async function numberOf(id) {
  const cards = await ask(`/cards?tasks=${encodeURIComponent(id)}`);
  // what is about no complaint has other numbers
  return cards[0]?.number.startsWith('XX') ? cards[0].number : null;
}

async function show() {
  const wanted = taskOf(window.location.hash);
  if (wanted === task) {
    return;
  }
  task = wanted;
  about.hidden = !task;
  if (!task) {
    number = null;
    shown = null;
    aside.hidden = true;
    leave();
    own.replaceChildren();
    layOut();
    return;
  }
  layOut();
  let found = null;
  try {
    found = await numberOf(wanted);
  } catch (error) {
    console.warn('Suban: case of the task not known', error);
  }
  if (task !== wanted) {
    return;
  }
  if (found && found === number && shown) {
    shown.refresh(); // the next step of the same case: what was open stays open
  } else {
    number = found;
    leave();
    own.replaceChildren();
    body.scrollTop = 0;
    shown = found ? showCase(own, found, { open: look }) : null;
    aside.hidden = !shown;
    if (shown) {
      const mine = shown;
      mine.ready.then(there => {
        if (mine === shown && !there) {
          aside.hidden = true;
          layOut();
        }
      });
    }
  }
  layOut();
}

/** The application writes its address without telling anybody. */
for (const name of ['pushState', 'replaceState']) {
  const original = window.history[name];
  window.history[name] = function(...rest) {
    const result = original.apply(this, rest);
    queueMicrotask(show);
    return result;
  };
}
window.addEventListener('hashchange', show);
window.addEventListener('popstate', show);

// What is done to this very task changes the case: claiming and handing back do not, completing one of several tasks does.
const DONE = /\/task\/[^/]+\/(submit-form|complete)$/;
const { open } = XMLHttpRequest.prototype;
XMLHttpRequest.prototype.open = function(method, address, ...rest) {
  if (method.toUpperCase() === 'POST' && DONE.test(new URL(address, window.location.href).pathname)) {
    this.addEventListener('load', () => this.status < 300 && shown?.refresh());
  }
  return open.call(this, method, address, ...rest);
};
document.addEventListener('visibilitychange', () => document.hidden || shown?.refresh());

// ---- where it stands

function place() {
  const column = document.querySelector('section.task-details');
  if (column && aside.parentElement !== column) {
    column.append(aside);
    const top = column.querySelector(':scope > header');
    top.prepend(back);
    top.append(about);
    layOut();
  }
}
new MutationObserver(place).observe(document.body, { childList: true, subtree: true });
place();
show();

back.addEventListener('click', () => {
  const [path, query = ''] = window.location.hash.split('?');
  const values = new URLSearchParams(query);
  values.delete('task');
  values.delete('detailsTab');
  window.location.hash = `${path}?${values}`;
});

// ---- the diagram and what the task is for: over the page, because a tab in place of the form would throw the form away

const heading = element('h3', { id: 'suban-about-title' });
const words = element('p', {});
const drawing = element('div', { className: 'suban-about-diagram' });
const close = element('button', { type: 'button', className: 'btn btn-default', textContent: '关闭' });
const dialog = element('dialog', { className: 'suban-about-dialog' },
  element('div', { className: 'suban-about-head' }, heading, close), words, drawing);
dialog.setAttribute('aria-labelledby', heading.id);
document.body.append(dialog);
close.addEventListener('click', () => dialog.close());

let scope = null;
function drawDiagram(xml, at) {
  const injector = angular.element(document.body).injector();
  scope?.$destroy();
  scope = injector.get('$rootScope').$new(true);
  scope.xml = xml;
  scope.control = {};
  scope.mark = () => {
    scope.control.scrollToElement(at);
    scope.control.highlight(at);
  };
  const viewer = injector.get('$compile')(
    '<div cam-widget-bpmn-viewer diagram-data="xml" on-load="mark()" control="control"></div>')(scope);
  drawing.replaceChildren(viewer[0]);
  scope.$applyAsync();
}

about.addEventListener('click', async () => {
  heading.textContent = '流程图与说明';
  words.textContent = '正在读取……';
  drawing.replaceChildren();
  dialog.showModal();
  try {
    const { name, description, processDefinitionId, taskDefinitionKey } = await request(`${engine}/task/${encodeURIComponent(task)}`);
    heading.textContent = name;
    words.textContent = description || '本环节没有说明。';
    const { bpmn20Xml } = await request(`${engine}/process-definition/${encodeURIComponent(processDefinitionId)}/xml`);
    drawDiagram(bpmn20Xml, taskDefinitionKey);
  } catch (error) {
    console.warn('Suban: diagram not loaded', error);
    words.textContent = '未能读取，请关闭后重试。';
  }
});
dialog.addEventListener('close', () => {
  drawing.replaceChildren();
  scope?.$destroy();
  scope = null;
});

export default [];
