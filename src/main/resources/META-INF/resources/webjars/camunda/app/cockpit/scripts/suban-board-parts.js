// What the pages of the board are put together from. No markup from data anywhere: texts are texts.

const SVG = 'http://www.w3.org/2000/svg';
import { element, root } from '../../../../suban/page.js?v=1';

export { ask, element, post, root, shortTime, time, when } from '../../../../suban/page.js?v=1';

function drawn(name, attributes, ...children) {
  const made = document.createElementNS(SVG, name);
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  made.append(...children);
  return made;
}

/** Where a file is downloaded from. */
export const download = (path, values) => `${root}/${path}?${new URLSearchParams(values)}`;

// ---- the address: filters are kept there, so that a link can be passed on and the browser's Back works

export function given() {
  const [, query = ''] = window.location.hash.split('?');
  return Object.fromEntries(new URLSearchParams(query));
}

export function address(page, values) {
  const kept = Object.entries(values).filter(([, value]) => value !== null && value !== undefined && value !== '');
  const query = new URLSearchParams(kept).toString();
  return `#/suban/${page}${query ? `?${query}` : ''}`;
}

export const FILTERS = ['from', 'to', 'unit', 'newCity', 'complaintClass', 'channel', 'level'];

export const filtersOf = values => Object.fromEntries(FILTERS.filter(key => values[key]).map(key => [key, values[key]]));

// ---- numbers

/** A number that opens the list behind it; nought has none. */
export function number(count, to, label) {
  if (!count) {
    return element('span', { className: 'suban-nought', textContent: '0' });
  }
  const link = element('a', { className: 'suban-number', textContent: String(count), href: to });
  if (label) {
    link.setAttribute('aria-label', `${label}：${count}件，查看清单`);
  }
  return link;
}

export const percent = value => value === null || value === undefined ? '—' : `${value.toFixed(1)}%`;

/** A bar of a width from 0 to 1. */
export function bar(share, kind = '') {
  const width = Math.max(0, Math.min(1, share || 0)) * 100;
  return drawn('svg', { class: `suban-bar ${kind}`, viewBox: '0 0 100 6', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    drawn('rect', { class: 'suban-bar-track', x: 0, y: 0, width: 100, height: 6 }),
    drawn('rect', { class: 'suban-bar-fill', x: 0, y: 0, width, height: 6 }));
}

/** Percents over months; a month in which nothing counted is a gap. */
export function sparkline(values, label) {
  const width = 84;
  const height = 24;
  const step = width / Math.max(1, values.length - 1);
  const y = value => height - 3 - (value / 100) * (height - 6);
  const made = drawn('svg', { class: 'suban-spark', viewBox: `-4 0 ${width + 8} ${height}`, role: 'img', 'aria-label': label });
  made.append(drawn('title', {}, label));
  made.append(drawn('line', { class: 'suban-spark-base', x1: 0, x2: width, y1: height - 3, y2: height - 3 }));
  let run = [];
  const finish = () => {
    if (run.length > 1) {
      made.append(drawn('polyline', { points: run.join(' ') }));
    }
    run = [];
  };
  values.forEach((value, i) => {
    if (value === null || value === undefined) {
      finish();
    } else {
      run.push(`${i * step},${y(value)}`);
      made.append(drawn('circle', { cx: i * step, cy: y(value), r: i === values.length - 1 ? 3 : 1.6 }));
    }
  });
  finish();
  return made;
}

/** Up or down against the period before, in words and with a sign; whether that is good says the colour beside it. */
export function change(current, before, goodUp, unit = '个百分点') {
  if (current === null || before === null || current === undefined || before === undefined) {
    return element('span', { className: 'suban-change', textContent: '上期无数据' });
  }
  const difference = Math.round((current - before) * 10) / 10;
  if (difference === 0) {
    return element('span', { className: 'suban-change', textContent: '与上期持平' });
  }
  const kind = goodUp === null ? '' : (difference > 0) === goodUp ? 'suban-better' : 'suban-worse';
  return element('span', {
    className: `suban-change ${kind}`,
    textContent: `较上期${difference > 0 ? '↑' : '↓'}${Math.abs(difference)}${unit}`
  });
}

export function table(className, heads) {
  const made = element('table', { className: `suban-table ${className}` });
  const row = element('tr');
  heads.forEach(head => {
    const cell = element('th', { scope: 'col', className: head.className || '' });
    if (head.title) {
      cell.title = head.title;
    }
    cell.append(head.node || head.text || '');
    if (head.sorted) {
      cell.setAttribute('aria-sort', head.sorted);
    }
    row.append(cell);
  });
  made.append(element('thead', {}, row), element('tbody'));
  return made;
}

export const cell = (className, ...children) => element('td', { className }, ...children);

export const note = (text, className = '') => element('p', { className: `suban-board-note ${className}`, textContent: text });

/** An error, and what to do about it. */
export function failed(error, again) {
  const button = element('button', { type: 'button', className: 'btn btn-default', textContent: '重新读取' });
  button.addEventListener('click', again);
  return element('div', { className: 'suban-board-failed', role: 'alert' }, note(error.message), button);
}

export default [];
