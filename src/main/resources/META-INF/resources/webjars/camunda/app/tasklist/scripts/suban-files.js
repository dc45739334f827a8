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

/** Above the form, since the files below it may be out of sight. */
const jump = Object.assign(document.createElement('button'), {
  type: 'button', className: 'btn btn-link btn-sm suban-files-jump', hidden: true
});
jump.addEventListener('click', () => {
  shown?.scrollIntoView({ behavior: 'smooth', block: 'start' });
  shown?.querySelector('a, button')?.focus({ preventScroll: true });
});

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
      jump.hidden = true;
      shown = number.startsWith('XX') ? window.subanAttachments(number, { taskId: wanted }) : null;
      shown?.addEventListener('suban-files', ({ detail }) => {
        jump.hidden = detail === 0;
        jump.textContent = `查看附件（${detail}）`;
      });
      task = wanted;
    }
    if (shown && form.isConnected) {
      // the form is drawn anew after claiming; what is on its way goes on
      form.after(shown);
      form.before(jump);
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
