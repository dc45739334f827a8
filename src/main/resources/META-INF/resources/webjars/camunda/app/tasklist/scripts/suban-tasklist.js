// What Tasklist offers beyond the work itself leads people astray here: tasks outside any case, comments and an engine log
// that handlers may not read, a sort order that only the list decides. It is taken out; the counts of the lists are added.

const LEFT_OUT = new Set([
  'create-task-action',
  'task-action-comment',
  'task-detail-history',
  // in place of the form, they threw away what was typed there; suban-case.js shows both over the page
  'task-detail-diagram',
  'task-detail-description',
  'tasklist-sorting',
  'tasklist-card-variables'
]);

const { angular } = window;

if (angular) {
  // decorating works whatever the order of start-up, and the module is one that every web application has
  angular.module('cam.commons.filter.date').config([
    '$provide',
    $provide => {
      $provide.decorator('Views', [
        '$delegate',
        views => {
          const all = views.getProviders;
          views.getProviders = wanted => all.call(views, wanted).filter(({ id }) => !LEFT_OUT.has(id));
          return views;
        }
      ]);
      // a task that is not there was announced twice, each time behind the application's own name for it
      $provide.decorator('Notifications', [
        '$delegate',
        notices => {
          const { add } = notices;
          const plain = text => (typeof text === 'string' ? text.replace(/^(?:(?:<|&lt;)\w+(?:>|&gt;) (?:<|&lt;)- )+/, '') : text);
          notices.add = function(notice) {
            notice.status = plain(notice.status);
            notice.message = plain(notice.message);
            if (notice.message === notice.status) {
              notice.message = '';
            }
            return add.call(this, notice);
          };
          return notices;
        }
      ]);
      // a dialog is left by its buttons: Escape or a click beside it threw a half-filled form away
      $provide.decorator('$uibModal', [
        '$delegate',
        dialogs => {
          const open = dialogs.open;
          dialogs.open = options => open.call(dialogs, { backdrop: 'static', keyboard: false, ...options });
          return dialogs;
        }
      ]);
    }
  ]);
}

// Form-js counts a field of a repeated row as wrong from the moment it is touched, right or not, and Tasklist locks its
// button by that. The button stays open: submitting checks every field, and the server checks again.
if (angular) {
  angular.module('cam.tasklist.form').config([
    '$provide',
    $provide => $provide.decorator('camTasklistFormCamundaDirective', [
      '$delegate',
      directives => {
        const [form] = directives;
        const compile = form.compile;
        form.compile = function(...elements) {
          const link = compile.apply(this, elements);
          return (scope, element, attributes, controller) => link.call(this, scope, element, attributes,
            Object.assign(Object.create(controller), {
              notifyFormValidated: () => controller.notifyFormValidated(false)
            }));
        };
        return directives;
      }
    ])
  ]);
}

// Form-js does not open a selection again while it keeps the focus after a choice.
document.addEventListener('mouseup', event => {
  if (event.target.closest?.('.fjs-select-display, .fjs-form-field-select .fjs-dropdownlist-item')) {
    setTimeout(() => {
      const field = document.activeElement;
      const group = field?.closest?.('.fjs-form-field-select .fjs-input-group');
      if (group && !group.parentElement.querySelector('.fjs-dropdownlist')) {
        field.blur();
      }
    }, 50);
  }
});

// A calendar or a list of options that opens at the lower edge comes into sight; one that would stand out on the right is moved
// back inside, or the whole form scrolls sideways and its left part is gone.
function reveal(event) {
  const field = event.target.closest?.('.fjs-form-field');
  if (field) {
    // at once where it is open by now, and again when lists have been filled
    setTimeout(() => bringIn(field));
    setTimeout(() => bringIn(field), 150);
  }
}

function bringIn(field) {
  const opened = field.querySelector('.flatpickr-calendar.open, .fjs-dropdownlist');
  if (!opened) {
    return;
  }
  if (opened.matches('.flatpickr-calendar')) {
    opened.style.marginLeft = '';
    const outside = opened.getBoundingClientRect().right - field.closest('.fjs-container').getBoundingClientRect().right;
    opened.style.marginLeft = outside > 0 ? `${-Math.ceil(outside)}px` : '';
  }
  opened.scrollIntoView({ block: 'nearest' });
}
document.addEventListener('focusin', reveal);
document.addEventListener('click', reveal);

// The web application counts only the list that is shown. The counts of the others are what tells people where to look.
const engine = `${document.querySelector('base').getAttribute('engine-api')}engine/default`;
const EVERY = 60000;
let counts = new Map();
let running = false;

async function get(path) {
  const response = await fetch(`${engine}${path}`, {
    headers: { Accept: 'application/json' },
    credentials: 'same-origin'
  });
  if (!response.ok) {
    throw new Error(`${response.status} ${path}`);
  }
  return response.json();
}

function show() {
  for (const link of document.querySelectorAll('[cam-tasklist-filters] .task-filter .name > a')) {
    const name = (link.firstChild?.textContent || '').trim();
    const count = counts.get(name);
    const text = count === undefined ? '' : ` (${count})`;
    let shown = link.querySelector('.suban-count');
    if (!shown) {
      shown = document.createElement('span');
      shown.className = 'suban-count';
      link.append(shown);
    }
    if (shown.textContent !== text) {
      shown.textContent = text;
    }
  }
}

async function count() {
  if (running || document.hidden || !document.querySelector('[cam-tasklist-filters]')) {
    return;
  }
  running = true;
  try {
    const filters = await get('/filter?resourceType=Task');
    counts = new Map(await Promise.all(
      filters.map(async ({ id, name }) => [name, (await get(`/filter/${id}/count`)).count])
    ));
    show();
  } catch (error) {
    console.warn('Suban: lists not counted', error);
  } finally {
    running = false;
  }
}

// Some units start no process (Articles 7, 15, 17): an offer that ends in an empty list is none.
get('/process-definition/count?latestVersion=true&startableInTasklist=true&startablePermissionCheck=true')
  .then(({ count: startable }) => document.body.classList.toggle('suban-starts-nothing', startable === 0))
  .catch(error => console.warn('Suban: start forms not counted', error));

let soon = null;
function countSoon() {
  clearTimeout(soon);
  soon = setTimeout(count, 300);
}

// the list is drawn anew after every claim and completion, and then it changes its address or its own count
new MutationObserver(changes => {
  if (changes.some(({ target }) => target.closest?.('[cam-tasklist-filters]'))) {
    show();
  }
  if (changes.some(({ target }) => target.closest?.('[cam-tasks]') && target.matches('ol, [cam-tasks] > div'))) {
    countSoon();
  }
}).observe(document.body, { childList: true, subtree: true });
window.addEventListener('hashchange', countSoon);
document.addEventListener('visibilitychange', countSoon);
setInterval(count, EVERY);

export default [];
