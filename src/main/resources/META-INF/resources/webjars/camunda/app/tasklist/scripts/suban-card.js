// Shows on every task card whose complaint it is, or the number of what else it is about, and how long it still has. All cards of
// a list ask together, once.

import { documentsOf } from '../../../../suban/documents.js?v=5';
import { ask as read, element, time } from '../../../../suban/page.js?v=1';
import { pick } from './suban-bulk.js?v=5';

const CLASSES = { IMMEDIATE: '即时', GENERAL: '一般', COMPLEX: '复杂' };

const MOST_TASKS = 200;

/** Nodes that wait for an answer, and the answers so far, so that a list that is drawn anew does not flicker. */
const nodes = new Map();
const known = new Map();
let asked = new Set();
let timer = null;

function draw(node, card) {
  node.replaceChildren();
  node.style.display = card ? '' : 'none'; // no empty box where there is nothing to say
  if (!card) {
    return;
  }
  const facts = element('div', 'suban-card', '');
  const first = element('div', 'suban-card-line', '');
  const name = node.closest('li.task')?.querySelector('h4')?.textContent.trim() || '';
  first.append(pick(card.taskId, card.number, name));
  first.append(element('span', {
    className: 'suban-card-number', textContent: card.number, title: card.number.startsWith('XX') ? '投诉编号' : '编号'
  }));
  if (card.urgent) {
    first.append(element('span', 'suban-card-tag suban-card-urgent', '紧急'));
  }
  if (card.complaintClass) {
    first.append(element('span', {
      className: 'suban-card-tag', textContent: CLASSES[card.complaintClass] || card.complaintClass, title: '投诉分类'
    }));
  }
  if (card.left) {
    const limit = card.enterpriseDueAt
      ? `对企业的答复期限：${time(card.enterpriseDueAt)}`
      : '';
    first.append(element('span', {
      className: `suban-card-left suban-card-${card.state.toLowerCase()}`, textContent: card.left, title: limit
    }));
  }
  facts.append(first);
  if (card.enterprise) {
    facts.append(element('div', {
      className: 'suban-card-line suban-card-enterprise', textContent: card.enterprise, title: card.enterprise
    }));
  }
  if (card.number.startsWith('XX')) {
    facts.append(documentsOf(card.number, card.taskId));
  }
  node.append(facts);
}

async function ask() {
  const ids = [...asked];
  asked = new Set();
  for (let i = 0; i < ids.length; i += MOST_TASKS) {
    const part = ids.slice(i, i + MOST_TASKS);
    try {
      const found = await read(`/cards?tasks=${part.map(encodeURIComponent).join(',')}`);
      const cards = new Map(found.map(card => [card.taskId, card]));
      for (const id of part) {
        known.set(id, cards.get(id) || null);
        nodes.get(id)?.forEach(node => draw(node, cards.get(id)));
      }
    } catch (error) {
      console.warn('Suban: cards not loaded', error);
    }
  }
}

export default {
  id: 'suban.card',
  pluginPoint: 'tasklist.card',
  priority: 1000,
  render: (node, { taskId }) => {
    if (!nodes.has(taskId)) {
      nodes.set(taskId, new Set());
    }
    nodes.get(taskId).add(node);
    draw(node, known.get(taskId));
    asked.add(taskId);
    clearTimeout(timer);
    timer = setTimeout(ask, 50);
    // forget the cards of lists that are gone
    for (const [id, drawn] of nodes) {
      drawn.forEach(old => old !== node && !old.isConnected && old.dataset.drawn && drawn.delete(old));
      if (drawn.size === 0) {
        nodes.delete(id);
        known.delete(id);
      }
    }
    node.dataset.drawn = 'true';
  }
};
