// While a complaint is taken in, shows below the form which earlier ones are likely about the same (Article 8: one problem, one
// number). It only tells; whether they belong together is decided at triage.

const address = document.querySelector('base').getAttribute('app-root') + '/api/suban/similar';
const FIELDS = { enterpriseName: 'field_enterpriseName', creditCode: 'field_creditCode', title: 'field_title' };
const PAUSE = 800;

const valueOf = (form, id) => form.querySelector(`input[id$="-${id}"]`)?.value.trim() || '';

function line(similar) {
  const made = document.createElement('li');
  const day = new Date(similar.registeredAt).toLocaleDateString('zh-CN', { timeZone: 'Asia/Shanghai', dateStyle: 'long' });
  made.textContent = [
    similar.number, day, similar.statusText, similar.enterpriseName, similar.title, `（${similar.why}）`
  ].join('　');
  return made;
}

function show(form, found) {
  let panel = form.nextElementSibling;
  if (!panel?.classList.contains('suban-similar')) {
    panel = document.createElement('div');
    panel.className = 'suban-similar';
    panel.setAttribute('role', 'status');
    form.after(panel);
  }
  const title = document.createElement('strong');
  title.textContent = '可能是同一问题的投诉，请核对是否重复登记：';
  const list = document.createElement('ul');
  list.append(...found.map(line));
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
    const response = await fetch(`${address}?${question}`, {
      headers: { Accept: 'application/json' },
      credentials: 'same-origin'
    });
    // a unit that is no office is not told; half a code or name is no question yet
    const found = response.ok ? await response.json() : [];
    if (form.dataset.similar === question && form.isConnected) {
      show(form, found);
    }
  } catch (error) {
    console.warn('Suban: similar complaints not loaded', error);
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
