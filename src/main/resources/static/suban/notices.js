// The bell in Tasklist's head: what one's unit was notified of, newest first, with the way to the task. What somebody has read
// is kept for that person; colleagues keep their own marks.

import { ask, element, post, time } from './page.js?v=1';

const EVERY = 60000;
const SIZE = 20;
const MOST = 100;

function button(className, text, act) {
  const made = element('button', className, text);
  made.type = 'button';
  made.addEventListener('click', act);
  return made;
}

const markRead = what => post('/notices/read', what);

// ---- the list

const dialog = element('dialog', 'suban-notices');
const title = element('h2', '', '通知');
title.id = 'suban-notices-title';
dialog.setAttribute('aria-labelledby', title.id);
const list = element('ul', 'suban-notices-list');
const state = element('p', 'suban-notices-state');
state.setAttribute('role', 'status');
const onlyUnread = document.createElement('input');
onlyUnread.type = 'checkbox';
const more = button('btn btn-default suban-notices-more', '更早的通知', () => load(page + 1));
const all = button('btn btn-default', '全部标为已读', () => readAll());
let page = 0;

function build() {
  const head = element('div', 'suban-notices-head');
  const filter = element('label', 'suban-notices-filter');
  filter.append(onlyUnread, ' 只看未读');
  onlyUnread.addEventListener('change', () => load(0));
  const tools = element('div', 'suban-notices-tools');
  tools.append(filter, all);
  head.append(title, button('btn btn-default', '关闭', () => dialog.close()));
  dialog.append(head, tools, list, state, more);
  // a click beside it
  dialog.addEventListener('click', event => event.target === dialog && dialog.close());
  dialog.addEventListener('close', refresh);
  document.body.append(dialog);
}

function line({ id, number, unit, subject, body, at, read, task }) {
  const made = element('li', read ? '' : 'suban-notices-unread');
  const head = element('div', 'suban-notices-subject', subject);
  const flag = element('span', 'suban-notices-flag', read ? '' : '未读');
  head.prepend(flag);
  const tools = element('div', 'suban-notices-actions');
  const done = () => {
    made.classList.remove('suban-notices-unread');
    flag.textContent = '';
    mark?.remove();
  };
  const mark = read ? null : button('btn btn-link', '标为已读', async () => {
    try {
      await markRead({ ids: [id] });
      done();
      await refresh();
    } catch (error) {
      console.warn('Suban: notice not marked', error);
      state.textContent = '未能标记，请稍后重试。';
    }
  });
  if (task) {
    const link = element('a', 'btn btn-link', '打开待办');
    link.href = `#/?task=${encodeURIComponent(task)}`;
    link.title = `打开${number}的待办`;
    link.addEventListener('click', () => {
      if (!read) {
        markRead({ ids: [id] }).then(refresh, error => console.warn('Suban: notice not marked', error));
      }
      dialog.close();
    });
    tools.append(link);
  }
  if (mark) {
    tools.append(mark);
  }
  made.append(head, element('p', 'suban-notices-body', body), element('div', 'suban-notices-at', `${time(at)}　${unit}`), tools);
  return made;
}

async function load(wanted) {
  page = wanted;
  if (page === 0) {
    list.replaceChildren();
  }
  more.hidden = true;
  state.textContent = '正在读取……';
  try {
    const { total, unread, items } = await ask(`/notices?page=${page}&size=${SIZE}&unread=${onlyUnread.checked}`);
    list.append(...items.map(line));
    more.hidden = (page + 1) * SIZE >= total;
    all.disabled = unread === 0;
    show(unread);
    state.textContent = total ? '' : onlyUnread.checked ? '没有未读的通知。' : '近期没有通知。交办、到期提醒、催办等会出现在这里。';
  } catch (error) {
    console.warn('Suban: notices not loaded', error);
    state.textContent = '未能读取，请稍后重试。';
  }
}

async function readAll() {
  try {
    await markRead({ all: true });
    await load(0);
  } catch (error) {
    console.warn('Suban: notices not marked', error);
    state.textContent = '未能标记，请稍后重试。';
  }
}

// ---- the bell

const bell = button('suban-bell', '通知', () => {
  load(0);
  dialog.showModal();
});
bell.setAttribute('aria-haspopup', 'dialog');
bell.hidden = true;
const badge = element('span', 'suban-bell-count');
badge.setAttribute('aria-hidden', 'true');
bell.append(badge);

function show(unread) {
  badge.textContent = unread >= MOST ? `${MOST - 1}+` : unread || '';
  badge.hidden = unread === 0;
  bell.setAttribute('aria-label', unread ? `通知，${unread >= MOST ? `${MOST}条以上` : `${unread}条`}未读` : '通知，没有未读');
}

async function refresh() {
  try {
    const { unread, listed } = await ask('/notices/count');
    bell.hidden = !listed;
    show(unread);
  } catch (error) {
    console.warn('Suban: notices not counted', error);
  }
}

build();
refresh();
setInterval(() => document.hidden || refresh(), EVERY);
document.addEventListener('visibilitychange', () => document.hidden || refresh());

// On a narrow screen the head hides its menu behind a button; the bell stays in sight beside the name.
function place() {
  const header = document.querySelector('[cam-widget-header] .navbar-header');
  if (header && bell.parentElement !== header) {
    header.append(bell);
  }
}
new MutationObserver(place).observe(document.body, { childList: true, subtree: true });
place();

export default [];
