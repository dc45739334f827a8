// Loaded by every web application before it starts (customScripts in its config.js).

const base = document.querySelector('base');
const root = base.getAttribute('app-root');
const app = base.getAttribute('app-name');

// The application shows its own log-in where the session has ended; there is one log-in, and it stands elsewhere. After
// an expired session the page asked for is loaded again, so that the log-in leads back to it; after a log-out it is not.
let loggingOut = false;
let wanted = '';
document.addEventListener('click', event => {
  loggingOut ||= Boolean(event.target.closest?.('li.logout'));
}, true);

function leave() {
  if (!window.location.hash.startsWith('#/login')) {
    wanted = window.location.hash;
  } else if (loggingOut || !wanted) {
    window.location.replace('/login');
  } else {
    window.history.replaceState(null, '', wanted);
    window.location.reload();
  }
}
window.addEventListener('hashchange', leave);
leave();

// What stood behind the '#' when the way here led over another site's log-in (sign-on.js).
const kept = window.sessionStorage.getItem('suban-wanted');
if (kept) {
  window.sessionStorage.removeItem('suban-wanted');
  if (!window.location.hash || window.location.hash === '#/') {
    window.history.replaceState(null, '', kept);
  }
}

// On a first visit the application draws before its texts have arrived and leaves raw keys standing. It keeps the texts
// in the browser under this name, so they are put there first.
try {
  const response = await fetch(`${root}/app/${app}/locales/zh.json?bust=7.24.0`);
  if (response.ok) {
    const kept = JSON.parse(window.localStorage.getItem('camunda-web') || '{}');
    kept[`${root}/app/${app}/locales/_locales_data_zh_${window.bust}`] = JSON.stringify(await response.json());
    window.localStorage.setItem('camunda-web', JSON.stringify(kept));
  }
} catch (error) {
  console.warn('Suban: texts not loaded ahead', error);
}

// The pages say they are English; fonts and screen readers go by that.
document.documentElement.lang = 'zh-CN';
document.documentElement.dataset.app = app;

export default [];
