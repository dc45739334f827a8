// The files of the case whose task is open, below its form and outside of it.

const address = document.querySelector('base').getAttribute('app-root') + '/api/suban/cards';

const openTask = () => new URLSearchParams(window.location.hash.split('?')[1] || '').get('task');

/** The numbers of the tasks that were asked for, so that a form that is drawn anew asks no more. */
const numbers = new Map();

async function numberOf(task) {
  if (!numbers.has(task)) {
    const response = await fetch(`${address}?tasks=${encodeURIComponent(task)}`, {
      headers: { Accept: 'application/json' }, credentials: 'same-origin'
    });
    const [card] = response.ok ? await response.json() : [];
    numbers.set(task, card?.number || '');
  }
  return numbers.get(task);
}

let shown = null;
let task = null;
let asking = false;

async function mount() {
  const form = document.querySelector('[cam-tasklist-task] [cam-tasklist-form]');
  const wanted = openTask();
  if (!form || !wanted || asking || (wanted === task && (!shown || shown.previousElementSibling === form))) {
    return;
  }
  asking = true;
  try {
    const number = await numberOf(wanted);
    if (wanted !== task) {
      shown?.remove();
      shown = number.startsWith('XX') ? window.subanAttachments(number, { taskId: wanted }) : null;
      task = wanted;
    }
    if (shown && form.isConnected) {
      // the form is drawn anew after claiming; what is on its way goes on
      form.after(shown);
    }
  } catch (error) {
    console.warn('Suban: attachments not shown', error);
  } finally {
    asking = false;
  }
}

new MutationObserver(mount).observe(document.body, { childList: true, subtree: true });
window.addEventListener('hashchange', mount);

export default [];
