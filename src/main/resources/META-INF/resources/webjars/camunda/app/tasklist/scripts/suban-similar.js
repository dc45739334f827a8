// While a complaint is taken in, shows below the form which earlier ones are likely about the same (Article 8: one problem, one
// number). It only tells; whether they belong together is decided at triage.

import { ask as read, day, element } from '../../../../suban/page.js?v=1';

const FIELDS = { enterpriseName: 'field_enterpriseName', creditCode: 'field_creditCode', title: 'field_title' };
const PAUSE = 800;

const valueOf = (form, id) => form.querySelector(`input[id$="-${id}"]`)?.value.trim() || '';

function line(similar) {
  const made = element('li');
  made.textContent = [
    similar.number, day(similar.registeredAt), similar.statusText, similar.enterpriseName, similar.title, `（${similar.why}）`
  ].join('　');
  return made;
}

function show(form, found) {
  let panel = form.nextElementSibling;
  if (!panel?.classList.contains('suban-similar')) {
    panel = element('div', 'suban-similar');
    panel.setAttribute('role', 'status');
    form.after(panel);
  }
  const title = element('strong', '', '可能是同一问题的投诉，请核对是否重复登记：');
  const list = element('ul', '', ...found.map(line));
  panel.replaceChildren(...(found.length ? [title, list] : []));
}

const waiting = new WeakMap();

async function ask(form) {
  const given = Object.entries(FIELDS).map(([key, id]) => [key, valueOf(form, id)]).filter(([, value]) => value.length > 1);
  const question = new URLSearchParams(given).toString();
  if (form.dataset.similar === question) {
    return;
  }
  form.dataset.similar = question;
  if (!given.length) {
    show(form, []);
    return;
  }
  try {
    const found = await read(`/similar?${question}`);
    if (form.dataset.similar === question && form.isConnected) {
      show(form, found);
    }
  } catch (error) {
    // a unit that is no office is not told; half a code or name is no question yet
    if (![400, 403].includes(error.status)) {
      console.warn('Suban: similar complaints not loaded', error);
    }
    if (form.dataset.similar === question && form.isConnected) {
      show(form, []);
    }
  }
}

document.addEventListener('input', ({ target }) => {
  const form = target.closest?.('.fjs-container');
  if (form?.querySelector(`input[id$="-${FIELDS.enterpriseName}"]`)
    && Object.values(FIELDS).some(id => target.id.endsWith(`-${id}`))) {
    clearTimeout(waiting.get(form));
    waiting.set(form, setTimeout(() => ask(form), PAUSE));
  }
});

export default [];
