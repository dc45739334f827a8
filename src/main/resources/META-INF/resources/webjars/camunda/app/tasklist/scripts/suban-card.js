// Shows on every task card whose complaint it is, or the number of what else it is about, and how long it still has. All cards of
// a list ask together, once.

const CLASSES = { IMMEDIATE: '即时', GENERAL: '一般', COMPLEX: '复杂' };

const MOST_TASKS = 200;

const address = document.querySelector('base').getAttribute('app-root') + '/api/suban/cards';

/** Nodes that wait for an answer, and the answers so far, so that a list that is drawn anew does not flicker. */
const nodes = new Map();
const known = new Map();
let asked = new Set();
let timer = null;

function element(name, className, text, title) {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  if (title) {
    made.title = title;
  }
  return made;
}

function draw(node, card) {
  node.replaceChildren();
  node.style.display = card ? '' : 'none'; // no empty box where there is nothing to say
  if (!card) {
    return;
  }
  const facts = element('div', 'suban-card', '');
  const first = element('div', 'suban-card-line', '');
  if (window.subanPick) {
    const name = node.closest('li.task')?.querySelector('h4')?.textContent.trim() || '';
    first.append(window.subanPick(card.taskId, card.number, name));
  }
  first.append(element('span', 'suban-card-number', card.number, card.number.startsWith('XX') ? '投诉编号' : '编号'));
  if (card.urgent) {
    first.append(element('span', 'suban-card-tag suban-card-urgent', '紧急'));
  }
  if (card.complaintClass) {
    first.append(element('span', 'suban-card-tag', CLASSES[card.complaintClass] || card.complaintClass, '投诉分类'));
  }
  if (card.left) {
    const limit = card.enterpriseDueAt
      ? `对企业的答复期限：${new Date(card.enterpriseDueAt).toLocaleString('zh-CN', {
        timeZone: 'Asia/Shanghai', dateStyle: 'long', timeStyle: 'short'
      })}`
      : '';
    first.append(element('span', `suban-card-left suban-card-${card.state.toLowerCase()}`, card.left, limit));
  }
  facts.append(first);
  if (card.enterprise) {
    facts.append(element('div', 'suban-card-line suban-card-enterprise', card.enterprise, card.enterprise));
  }
  if (window.subanDocuments && card.number.startsWith('XX')) {
    facts.append(window.subanDocuments(card.number, card.taskId));
  }
  node.append(facts);
}

async function ask() {
  const ids = [...asked];
  asked = new Set();
  for (let i = 0; i < ids.length; i += MOST_TASKS) {
    const part = ids.slice(i, i + MOST_TASKS);
    try {
      const response = await fetch(`${address}?tasks=${part.map(encodeURIComponent).join(',')}`, {
        headers: { Accept: 'application/json' },
        credentials: 'same-origin'
      });
      if (!response.ok) {
        continue; // the list itself shows what is wrong
      }
      const cards = new Map((await response.json()).map(card => [card.taskId, card]));
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
