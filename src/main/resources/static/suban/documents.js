// The documents of a case, for the cards in Tasklist and the lists in Cockpit: a button that asks when it is pressed, and then
// shows each document as a link that opens in a tab of its own.

import { ask, day, element, root } from './page.js?v=1';

function link({ id, documentNumber, title, recipient, issuedAt }) {
  const made = element('a', '', `${title}　${documentNumber}`);
  made.href = `${root}/documents/${encodeURIComponent(id)}.pdf`;
  made.target = '_blank';
  made.rel = 'noopener';
  const issued = day(issuedAt);
  made.title = `主送：${recipient}　${issued}`;
  const line = element('li', '');
  line.append(made, element('span', 'suban-documents-to', `${recipient}　${issued}`));
  return line;
}

async function load(number, panel) {
  panel.replaceChildren(element('p', '', '正在读取……'));
  try {
    const found = await ask(`/complaints/${encodeURIComponent(number)}/documents`);
    const list = element('ul', '');
    list.append(...found.map(link));
    panel.replaceChildren(found.length ? list : element('p', '', '没有您可以查看的文书。'));
  } catch (error) {
    console.warn('Suban: documents not loaded', error);
    panel.replaceChildren(element('p', '', error.status === 404 ? '没有您可以查看的文书。' : '未能读取，请稍后重试。'));
  }
}

// What stands where, by its place: lists are drawn anew every few seconds, and must neither close what somebody reads nor lose a click
// that comes while they are drawn.
const kept = new Map();
const MOST = 200;

function keep(place, made) {
  if (kept.size >= MOST) {
    kept.forEach((other, at) => other.isConnected || kept.delete(at));
  }
  kept.set(place, made);
}

/**
 * The button and, below it, what it opens.
 *
 * @param number the complaint
 * @param place where the button stands, if that place is drawn again and again; what is open there stays open
 */
export const documentsOf = (number, place) => {
  if (kept.has(place)) {
    return kept.get(place);
  }
  const made = element('div', 'suban-documents');
  const button = element('button', 'btn btn-link btn-xs', '文书');
  button.type = 'button';
  button.setAttribute('aria-expanded', 'false');
  button.title = '查看本案文书';
  const panel = element('div', 'suban-documents-list');
  panel.hidden = true;
  button.addEventListener('click', () => {
    panel.hidden = !panel.hidden;
    button.setAttribute('aria-expanded', String(!panel.hidden));
    if (!panel.hidden) {
      load(number, panel);
    }
  });
  // the card around it opens its task when it is clicked
  made.addEventListener('click', event => event.stopPropagation());
  made.append(button, panel);
  if (place) {
    keep(place, made);
  }
  return made;
};

export default [];
