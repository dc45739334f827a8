// Files that go with a registration. They are sent as soon as they are chosen, and their ids travel with the start form, in a field
// that people do not see, so that the complaint and its files are one. Until every file is there, or taken away again, nothing is
// submitted.

import { button, chooser, formOf, line, problemOf, send } from '../../../../suban/files.js?v=2';
import { element } from '../../../../suban/page.js?v=1';

const FIELD = 'input[id$="-field_attachments"]';

/** Start forms with their files; one is forgotten with its form. Null while the server is asked what it takes. */
const controls = new Map();

function control(form, limits) {
  const input = form.querySelector(FIELD);
  const files = new Set();
  const list = element('ul', { className: 'suban-files-list' });
  const note = element('p', { className: 'suban-files-note suban-files-failed', hidden: true });
  note.setAttribute('role', 'alert');
  const area = element('section', { className: 'suban-files suban-files-start' });
  area.setAttribute('aria-label', '附件');
  area.append(element('h4', { textContent: '附件（选填）' }), list, chooser(area, limits, chosen => chosen.forEach(add)), note);
  input.closest('.fjs-form-field').classList.add('suban-replaced');

  function remove(entry) {
    files.delete(entry);
    entry.shown.made.remove();
    note.hidden = true;
    if (entry.id) {
      send('DELETE', `/uploads/${entry.id}`).catch(error => console.warn('Suban: draft not discarded', error));
    }
  }

  function add(file) {
    if (files.size >= limits.maxFiles) {
      note.hidden = false;
      note.textContent = `最多添加${limits.maxFiles}个文件，“${file.name}”没有添加。`;
      return;
    }
    const entry = { file, shown: line(file), id: null, pending: false };
    files.add(entry);
    list.append(entry.shown.made);
    upload(entry);
  }

  async function upload(entry) {
    const { file, shown } = entry;
    const taken = () => button('移除', `移除${file.name}`, () => remove(entry));
    shown.buttons.replaceChildren();
    const problem = problemOf(file, limits);
    if (problem) {
      shown.failed(`不能添加：${problem}`);
      shown.buttons.append(taken());
      return;
    }
    entry.pending = true;
    shown.again();
    try {
      const { id } = await send('POST', '/uploads', formOf(file), shown.progress);
      entry.id = id;
      shown.done('已上传，随登记一并提交');
    } catch (error) {
      shown.failed(`没有上传成功：${error.message}`);
      shown.buttons.append(button('重试', `重新上传${file.name}`, () => upload(entry)));
    } finally {
      entry.pending = false;
      shown.buttons.append(taken());
    }
  }

  form.after(area);
  return {
    ids: () => [...files].map(({ id }) => id).filter(Boolean).join(','),
    /** Why the form cannot be submitted yet; null if it can. */
    obstacle() {
      if ([...files].some(({ pending }) => pending)) {
        return '文件还在上传，请等上传完成后再登记。';
      }
      if ([...files].some(({ id }) => !id)) {
        return '有文件没有上传成功，请重试或移除后再登记。';
      }
      return null;
    },
    tell(text) {
      note.hidden = false;
      note.textContent = text;
      note.scrollIntoView({ block: 'nearest' });
    }
  };
}

/** Says that there is no place for files now, and offers to ask for it once more; the form can be submitted without. */
function missing(form, again) {
  const note = element('p', {
    className: 'suban-files-note suban-files-failed',
    textContent: '附件功能暂时打不开。可以重试；也可以先登记，附件在登记后由办理单位补充。'
  });
  note.setAttribute('role', 'alert');
  const area = element('section', { className: 'suban-files suban-files-start' });
  area.setAttribute('aria-label', '附件');
  area.append(element('h4', { textContent: '附件（选填）' }), note, button('重试', '重新打开附件功能', () => {
    area.remove();
    again();
  }));
  form.after(area);
}

async function begin(form) {
  controls.set(form, null);
  form.querySelector(FIELD)?.closest('.fjs-form-field').classList.add('suban-replaced');
  try {
    const limits = await send('GET', '/uploads');
    if (form.isConnected) {
      controls.set(form, control(form, limits));
    }
  } catch (error) {
    console.warn('Suban: no files with this form', error);
    if (form.isConnected) {
      missing(form, () => begin(form));
    }
  }
}

function mount() {
  for (const form of controls.keys()) {
    if (!form.isConnected) {
      controls.delete(form);
    }
  }
  document.querySelectorAll('.fjs-container').forEach(form => {
    if (!controls.has(form) && form.querySelector(FIELD)) {
      begin(form);
    }
  });
}

// before anything else hears of the click or the key
for (const [type, wanted] of [['click', '.modal-footer .btn-primary'], ['submit', 'form']]) {
  document.addEventListener(type, event => {
    if (!event.target.closest?.(wanted)) {
      return;
    }
    for (const [form, files] of controls) {
      const obstacle = files && form.isConnected && event.target.closest('.modal')?.contains(form) && files.obstacle();
      if (obstacle) {
        event.preventDefault();
        event.stopImmediatePropagation();
        files.tell(obstacle);
      }
    }
  }, true);
}

// The ids are put into what is sent: form-js takes over what a field says only after a while, and forgets it where another field was
// typed in just before.
const { open, send: sendNow } = XMLHttpRequest.prototype;
XMLHttpRequest.prototype.open = function(method, address, ...rest) {
  this.subanStarts = method.toUpperCase() === 'POST'
    && /\/process-definition\/[^/]+\/submit-form$/.test(new URL(address, window.location.href).pathname);
  return open.call(this, method, address, ...rest);
};
XMLHttpRequest.prototype.send = function(body) {
  const ids = this.subanStarts
    && [...controls].filter(([form, files]) => files && form.isConnected).map(([, files]) => files.ids()).join();
  if (!ids) {
    return sendNow.call(this, body);
  }
  const start = JSON.parse(body);
  start.variables.attachments = { value: ids };
  return sendNow.call(this, JSON.stringify(start));
};

new MutationObserver(mount).observe(document.body, { childList: true, subtree: true });
mount();

export default [];
