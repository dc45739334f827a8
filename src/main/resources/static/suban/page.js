// What the scripts of all applications are put together from. A module is loaded once for each address: whoever changes this file
// raises the version in the import of every script that imports it, and the version of those scripts where they are named
// (config.js, or the imports of their neighbours), or browsers go on with the old one.

const base = document.querySelector('base');
export const root = `${base.getAttribute('app-root')}/api/suban`;
export const engine = `${base.getAttribute('engine-api')}engine/default`;

/**
 * An element with its children; texts are texts, never markup.
 *
 * @param properties what is set on it, or its class alone
 * @param children nothing is appended for null, undefined and an empty text
 */
export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), typeof properties === 'string'
    ? properties && { className: properties } : properties);
  made.append(...children.filter(child => child !== null && child !== undefined && child !== ''));
  return made;
}

// ---- asking the server

export const token = () => decodeURIComponent(document.cookie.match(/(?:^|; )XSRF-TOKEN=([^;]*)/)?.[1] || '');

/** What the server said was wrong, for people; null where it said nothing. */
async function said(response) {
  try {
    const { message, errors } = await response.json();
    return errors?.length ? errors.map(it => it.message).join('；') : message;
  } catch (error) {
    console.warn('Suban: answer not read', error);
    return null;
  }
}

/** What is answered, null for nothing; an error carries the words for people and the `status`. */
export async function request(address, options = {}) {
  const response = await fetch(address, {
    ...options,
    headers: { Accept: 'application/json', ...options.headers },
    credentials: 'same-origin'
  });
  if (!response.ok) {
    const words = await said(response);
    throw Object.assign(new Error(words || (options.method ? '未能完成，请稍后重试。' : '未能读取，请稍后重试。')),
      { status: response.status });
  }
  const text = await response.text();
  return text ? JSON.parse(text) : null;
}

/** The options that send `body`. */
export const posting = body => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json', 'X-XSRF-TOKEN': token() },
  body: JSON.stringify(body)
});

/** Asks what stands under `root`; the path begins with a slash. */
export const ask = (path, options) => request(`${root}${path}`, options);

export const post = (path, body) => ask(path, posting(body));

// ---- times, in the office's zone whatever the browser's is

const ZONE = 'Asia/Shanghai';
const MINUTE = { timeZone: ZONE, hourCycle: 'h23', month: 'long', day: 'numeric', hour: '2-digit', minute: '2-digit' };

/** 2026年11月22日 14:05 */
export const time = instant => instant ? new Date(instant).toLocaleString('zh-CN', { ...MINUTE, year: 'numeric' }) : '';

/** 2026年11月22日 */
export const day = instant => new Date(instant).toLocaleDateString('zh-CN', { timeZone: ZONE, dateStyle: 'long' });

/** 11月22日 14:05, with the year where it is another one: for narrow tables only. */
export function shortTime(instant) {
  const year = date => date.toLocaleString('zh-CN', { timeZone: ZONE, year: 'numeric' });
  if (!instant) {
    return '';
  }
  return year(new Date(instant)) === year(new Date()) ? new Date(instant).toLocaleString('zh-CN', MINUTE) : time(instant);
}

/** The short form, with the whole date for whoever asks for it; null for none. */
export const when = instant => instant
  ? element('time', { dateTime: instant, title: time(instant), textContent: shortTime(instant) })
  : null;

export default [];
