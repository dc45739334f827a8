// What nobody may do is not offered; what an administrator may do to a running case asks for the reason, which the server
// wants and writes into the case's timeline.

const { angular } = window;
import { element } from '../../../../suban/page.js?v=1';

const root = document.querySelector('base').getAttribute('app-root');

const NEVER = [
  'cancel-process-instance-action',
  'add-variable-action',
  'update-suspension-state-action',
  'update-suspension-state',
  'job-definition-override-job-priority-action',
  'bulk-job-definition-override-job-priority-action',
  'increase-incident-external-task-retry',
  'delete-deployment',
  'external-tasks-process-instance-runtime' // there are none
];
const ADMINISTRATORS = [
  'job-retry-action',
  'increase-incident-job-retry',
  'variables-tab' // the case says more, and in its own words
];

async function isAdministrator() {
  try {
    const answer = await fetch(`${root}/api/admin/auth/user/default`, { credentials: 'same-origin' });
    return answer.ok && (await answer.json()).authorizedApps.includes('admin');
  } catch (error) {
    console.warn('Suban: rights not known', error);
    return false;
  }
}

const administrator = await isAdministrator();
document.body.classList.add(administrator ? 'suban-administers' : 'suban-watches-only');
const leftOut = new Set(administrator ? NEVER : [...NEVER, ...ADMINISTRATORS]);

if (angular) {
  angular.module('cam.commons.filter.date').config([
    '$provide',
    $provide => $provide.decorator('Views', [
      '$delegate',
      views => {
        const all = views.getProviders;
        views.getProviders = wanted => all.call(views, wanted).filter(({ id }) => !leftOut.has(id));
        return views;
      }
    ])
  ]);
}

// the same paths as in the server's table of rights
const INTERVENTIONS = [
  ['PUT', /\/job\/[^/]+\/retries$/, '重试失败的步骤'],
  ['POST', /\/job\/[^/]+\/execute$/, '执行已到期的步骤'],
  ['POST', /\/task\/[^/]+\/assignee$/, '调整任务办理人']
];

/** Asks for the reason of one intervention; null where it is called off. */
function ask(what) {
  return new Promise(resolve => {
    const text = element('textarea', {
      rows: 3, required: true, minLength: 4, maxLength: 500, className: 'form-control', id: 'suban-reason-text'
    });
    const cancel = element('button', { type: 'button', className: 'btn btn-default', textContent: '取消' });
    const form = element('form', { method: 'dialog' },
      element('h4', { textContent: `管理员干预：${what}` }),
      element('p', { textContent: '干预在办案件必须写明理由，理由将记入案件的办理记录。' }),
      element('label', { htmlFor: text.id, textContent: '干预理由（4至500个字）' }),
      text,
      element('div', { className: 'suban-reason-buttons' },
        cancel,
        element('button', { type: 'submit', className: 'btn btn-primary', textContent: '确定' })));
    const dialog = element('dialog', { className: 'suban-reason' }, form);
    text.addEventListener('input', () => {
      text.setCustomValidity(text.value.trim().length < 4 ? '请写明干预理由，至少4个字' : '');
    });
    text.setCustomValidity('请写明干预理由，至少4个字');
    let reason = null;
    cancel.addEventListener('click', () => dialog.close());
    form.addEventListener('submit', () => {
      reason = text.value.trim();
    });
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(reason);
    });
    document.body.append(dialog);
    dialog.showModal();
    text.focus();
  });
}

// several steps retried by one click have one reason
let asked = null;
function reasonFor(what) {
  asked ||= ask(what).finally(() => setTimeout(() => {
    asked = null;
  }, 1000));
  return asked;
}

const { open, send } = XMLHttpRequest.prototype;
XMLHttpRequest.prototype.open = function(method, address, ...rest) {
  const path = new URL(address, window.location.href).pathname;
  this.subanIntervention = INTERVENTIONS.find(([verb, pattern]) => verb === method.toUpperCase() && pattern.test(path));
  return open.call(this, method, address, ...rest);
};
XMLHttpRequest.prototype.send = function(body) {
  if (!this.subanIntervention) {
    send.call(this, body);
    return;
  }
  reasonFor(this.subanIntervention[2]).then(reason => {
    if (reason) {
      this.setRequestHeader('Suban-Reason', encodeURIComponent(reason));
      send.call(this, body);
    } else {
      this.dispatchEvent(new ProgressEvent('abort'));
    }
  });
};

export default [];
