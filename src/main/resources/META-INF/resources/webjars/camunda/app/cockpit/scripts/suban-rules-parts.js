// What the pages of the rules' revisions are put together from.

import { address, cell, element } from './suban-board-parts.js?v=2';

export const version = number => `第${number}版`;

/** What people call a set, from what its deployment is called. */
export const setName = name => /^规则修订 /.test(name) ? name.replace(' ', '') : '随安装包';

export const revisionAddress = number => address(`rule/${encodeURIComponent(number)}`, {});

export const revisionLink = number => element('a', { href: revisionAddress(number), textContent: number });

/** Whether it stands in the way of another one. */
export const isOpen = ({ status: code }) => ['PROPOSED', 'APPROVED', 'DEPLOYED'].includes(code);

const KINDS = {
  PROPOSED: 'asked', RETURNED: 'past', WITHDRAWN: 'past', APPROVED: 'running', FAILED: 'behind', DEPLOYED: 'running', COMPLETED: 'past'
};

/** How far a revision is, and whether it is the one in force. */
export function status({ status: code, statusText, inForce }) {
  return element('span', { className: 'suban-rules-states' },
    element('span', { className: `suban-rules-state suban-rules-${KINDS[code] || 'past'}`, textContent: statusText }),
    inForce ? element('span', { className: 'suban-rules-state suban-rules-current', textContent: '现行' }) : null);
}

/** What became of the cases, in numbers; null where there is nothing to tell. */
export function counts({ pending, migrated, kept, refused }) {
  const told = [['待处理', pending], ['已改按新规则', migrated], ['按原规则办完', kept], ['不能改', refused]]
    .filter(([, count]) => count)
    .map(([label, count]) => `${label}${count}件`);
  return told.length ? told.join('，') : null;
}

/** A text of several lines, as it was written. */
export const written = text => element('p', { className: 'suban-rules-written', textContent: text });

/** What stands in a table or a diagram; codes are told in words (words.js). */
export const value = text => text
  ? cell('suban-wrap suban-rule-value', text)
  : cell('suban-wrap suban-nought', '无');

/** A part of the page that stands under a heading of its own. */
export const panel = (title, ...content) => element('section', { className: 'suban-panel' },
  element('div', { className: 'suban-panel-head' }, element('h3', { textContent: title })), ...content);

/** A table that scrolls by itself where it is wider than the page. */
export function scrolling(label, list) {
  const made = element('div', { className: 'suban-scroll', tabIndex: 0 }, list);
  made.setAttribute('role', 'region');
  made.setAttribute('aria-label', label);
  return made;
}

/** What is opened by whoever wants to know. */
export const folded = (title, ...content) => element('details', { className: 'suban-rules-folded' },
  element('summary', { textContent: title }), ...content);

/** A button with what it does. */
export function button(text, act, className = 'btn-default') {
  const made = element('button', { type: 'button', className: `btn ${className}`, textContent: text });
  made.addEventListener('click', act);
  return made;
}

export default [];
