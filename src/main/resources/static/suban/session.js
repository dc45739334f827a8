// The log-in ends when its person has done nothing for a while (the server's clock counts; see Sessions). This script, which
// every web application loads before it starts, reports keyboard and mouse to the server, warns before the end, and after it
// covers the page without losing what was typed there: once the same person has logged in again, the page goes on.

const root = document.querySelector('base').getAttribute('app-root');
const SESSION = `${root}/api/suban/session`;
const API = new URL(`${root}/api/`, window.location.href).href;
const LOOK_AGAIN = 5000;

const plainFetch = window.fetch.bind(window);

/** Who is logged in on this page, and the server's limits in seconds; null until it has answered. */
let log = null;
/** When somebody was last active as the server knows it (Date.now()), and whether it has something to be told since. */
let lastActive = 0;
let unreported = false;
let lastLook = 0;
let asking = false;
let next = null;
let ended = false;
let loggingOut = false;

/** Requests that were refused because the log-in had ended; each begins again when called. */
const held = new Set();

// ---- what has been refused waits for the next log-in

function token() {
  return decodeURIComponent(document.cookie.match(/(?:^|; )XSRF-TOKEN=([^;]*)/)?.[1] || '');
}

const isToken = name => name.toLowerCase() === 'x-xsrf-token';

const isRefused = (status, address) => status === 401 && !loggingOut && address.startsWith(API);

const Request = window.XMLHttpRequest;

/** The web application never learns of the refusal, or it would leave the page and all that was typed. */
window.XMLHttpRequest = class extends Request {
  #call = [];
  #headers = [];
  #body = null;
  #again = () => this.#repeat();

  constructor() {
    super();
    for (const type of ['readystatechange', 'progress', 'load', 'loadend']) {
      this.addEventListener(type, event => this.#hold(event));
    }
  }

  open(...call) {
    this.#call = call;
    this.#headers = [];
    super.open(...call);
  }

  setRequestHeader(name, value) {
    this.#headers.push([name, value]);
    super.setRequestHeader(name, value);
  }

  send(body) {
    this.#body = body;
    super.send(body);
  }

  abort() {
    held.delete(this.#again);
    super.abort();
  }

  #hold(event) {
    if (this.readyState >= Request.HEADERS_RECEIVED && isRefused(this.status, this.responseURL)) {
      event.stopImmediatePropagation();
      if (event.type === 'loadend') {
        held.add(this.#again);
        end();
      }
    }
  }

  #repeat() {
    super.open(...this.#call);
    this.#headers.forEach(([name, value]) => super.setRequestHeader(name, isToken(name) ? token() : value));
    super.send(this.#body);
  }
};

window.fetch = async (resource, options) => {
  const request = new window.Request(resource, options);
  const again = request.clone();
  const response = await plainFetch(request);
  if (!isRefused(response.status, response.url)) {
    return response;
  }
  await new Promise(resolve => {
    held.add(resolve);
    end();
  });
  if (again.headers.has('X-XSRF-TOKEN')) {
    again.headers.set('X-XSRF-TOKEN', token());
  }
  return window.fetch(again);
};

// ---- asking and telling

const tabs = new BroadcastChannel('suban-session');

async function call(method) {
  if (asking) {
    // its answer may be older than this question
    next = next === 'POST' ? next : method;
    return;
  }
  asking = true;
  lastLook = Date.now();
  try {
    const response = await plainFetch(SESSION, {
      method,
      headers: method === 'POST' ? { 'X-XSRF-TOKEN': token() } : {},
      credentials: 'same-origin',
      cache: 'no-store'
    });
    if (response.ok) {
      learn(await response.json());
    } else if (response.status === 401 || response.status === 403) {
      end();
    }
  } catch (error) {
    console.warn('Suban: log-in not checked', error);
    if (log && idle() >= log.endsAfter) {
      // out of reach, but over by now: nobody shall read on
      end();
    }
  } finally {
    asking = false;
    const waiting = next;
    next = null;
    if (waiting) {
      await call(waiting);
    }
  }
}

const look = () => call('GET');

async function report() {
  unreported = false;
  await call('POST');
  tabs.postMessage('active');
}

function learn(answer) {
  if (log && log.user !== answer.user) {
    // what stands on this page belongs to somebody else
    window.location.reload();
    return;
  }
  log = answer;
  addPassword();
  lastActive = Date.now() - answer.idleFor * 1000;
  if (ended) {
    goOn();
  }
  tick();
}

const idle = () => (Date.now() - lastActive) / 1000;

/** At most once a minute, and often enough where little time is given. */
const reportEvery = () => Math.min(60, log.warnAfter / 3);

function tick() {
  if (loggingOut) {
    return;
  }
  if (ended || !log) {
    if (!document.hidden && Date.now() - lastLook >= LOOK_AGAIN) {
      look();
    }
  } else if (idle() >= log.endsAfter) {
    look();
  } else if (unreported && idle() >= reportEvery()) {
    report();
  } else if (idle() >= log.warnAfter) {
    warn();
  } else {
    warning.close();
  }
}

tabs.onmessage = look;
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) {
    look();
  }
});
window.addEventListener('focus', look);

// Only what a hand does: lists that are drawn anew scroll and move under a pointer at rest.
let pointer = '';
for (const type of ['keydown', 'pointerdown', 'pointermove', 'wheel', 'touchstart']) {
  document.addEventListener(type, event => {
    const at = `${event.screenX},${event.screenY}`;
    const still = type === 'pointermove' && at === pointer;
    if (type === 'pointermove') {
      pointer = at;
    }
    // under the warning only its buttons count: a nudged mouse is nobody
    if (event.isTrusted && !still && !warning.open && !ended) {
      unreported = true;
    }
  }, { capture: true, passive: true });
}

// the applications' own button
document.addEventListener('click', event => {
  if (event.target.closest?.('li.logout')) {
    loggingOut = true;
    // it may fail
    setTimeout(() => { loggingOut = false; }, 10000);
  }
}, true);
window.addEventListener('pagehide', () => {
  if (loggingOut) {
    tabs.postMessage('gone');
  }
});

// ---- what is shown

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

const countdown = element('strong', { className: 'suban-countdown' });
const stay = element('button', { type: 'button', className: 'btn btn-primary', textContent: '继续办理' });
const leave = element('button', { type: 'button', className: 'btn btn-default', textContent: '退出登录' });
const warning = element('dialog', { className: 'suban-session', id: 'suban-session-warning' },
  element('h3', { textContent: '即将自动退出' }),
  element('p', {}, '您已有一段时间没有操作，', countdown, '后将自动退出登录。'),
  element('p', { textContent: '如需继续，请点“继续办理”，本页填写的内容不受影响。' }),
  element('div', { className: 'suban-session-buttons' }, leave, stay));

const again = element('a', {
  className: 'btn btn-primary', href: '/login', target: '_blank', rel: 'noopener', textContent: '重新登录（打开新页面）'
});
const who = element('strong', {});
const over = element('dialog', { className: 'suban-session suban-session-over', id: 'suban-session-over' },
  element('h3', { textContent: '登录已结束' }),
  element('p', { textContent: '因长时间没有操作，或已在别处退出，您的登录已结束。本页填写的内容仍保留在本页，现已遮住。' }),
  element('p', {}, '请在新页面重新登录', who, '，再回到本页继续；换用其他账号登录，本页内容会被清除。'),
  element('div', { className: 'suban-session-buttons' }, again));

/** Out of reach of the pages' own handlers of keys and clicks. */
for (const dialog of [warning, over]) {
  for (const type of ['keydown', 'keyup', 'click', 'mousedown', 'mouseup', 'focusin']) {
    dialog.addEventListener(type, event => event.stopPropagation());
  }
}

function warn() {
  const left = Math.max(0, Math.ceil(log.endsAfter - idle()));
  const minutes = Math.floor(left / 60);
  countdown.textContent = minutes > 0 ? `${minutes}分${left % 60}秒` : `${left}秒`;
  if (!warning.open) {
    // another tab may know of something this one does not
    look().then(() => {
      if (log && !ended && idle() >= log.warnAfter && !warning.open) {
        warning.showModal();
        stay.focus();
      }
    });
  }
}

// Escape means the same as the button
warning.addEventListener('cancel', event => {
  event.preventDefault();
  report();
});
stay.addEventListener('click', report);
leave.addEventListener('click', async () => {
  loggingOut = true;
  await plainFetch(`${root}/api/admin/auth/user/default/logout`, {
    method: 'POST', headers: { 'X-XSRF-TOKEN': token() }, credentials: 'same-origin'
  });
  window.location.replace('/login');
});

function end() {
  if (ended || loggingOut) {
    return;
  }
  if (!log) {
    // nobody has typed anything yet: the server leads to the log-in, and back
    window.location.reload();
    return;
  }
  ended = true;
  warning.close();
  who.textContent = `（账号：${log.user}）`;
  cover();
}

function cover() {
  if (ended && !over.open) {
    over.showModal();
    again.focus();
  }
}
// whatever closes it, it stands until the log-in does
over.addEventListener('cancel', event => event.preventDefault());
over.addEventListener('close', cover);

function goOn() {
  ended = false;
  over.close();
  const waiting = [...held];
  held.clear();
  waiting.forEach(begin => begin());
}

// ---- the way to one's password, in the menu of one's name; where that is another site's, to one's log-ins only

function addPassword() {
  const logout = document.querySelector('[cam-widget-header] .account .dropdown-menu li.logout');
  if (log && logout && !logout.parentElement.querySelector('.suban-password')) {
    // in a page of its own: this one may hold something half typed
    const link = element('a', {
      href: '/password', target: '_blank', rel: 'noopener', textContent: log.signOn ? '退出所有设备' : '修改密码'
    });
    logout.before(element('li', { className: 'suban-password' }, link));
  }
}
new MutationObserver(addPassword).observe(document.body, { childList: true, subtree: true });

document.body.append(warning, over);
setInterval(tick, 1000);
// a log-in in another tab, or this page opened anew: the others see who is there now
look().then(() => tabs.postMessage('here'));

export default [];
