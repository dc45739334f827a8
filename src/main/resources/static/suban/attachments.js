// The files of a case, for whatever shows a case in Tasklist or Cockpit: a list to look at and to save from, and for whoever works the
// case now a place to drop files on. Nothing here touches a form, so that what is typed there stays.

import { button, chooser, formOf, line, problemOf, send, size } from './files.js?v=2';
import { element, root, time } from './page.js?v=1';

const COMPLAINT = /^XX\d{8}-\d{4,}$/;

// ---- looking at one

/** The pages behind have handlers of keys and clicks of their own. */
function keepToItself(dialog) {
  for (const type of ['keydown', 'keyup', 'click', 'mousedown', 'mouseup', 'focusin']) {
    dialog.addEventListener(type, event => event.stopPropagation());
  }
}

function preview(files, first) {
  const images = files.filter(({ mediaType }) => mediaType.startsWith('image/'));
  let at = images.indexOf(first);
  const name = element('strong');
  const image = element('img', { className: 'suban-preview-image' });
  const wrong = element('p', { textContent: '图片无法显示，请下载后查看。', hidden: true });
  wrong.setAttribute('role', 'alert');
  const save = element('a', { className: 'btn btn-default btn-sm', textContent: '下载' });
  const back = button('上一张', '上一张图片', () => show(at - 1), 'btn btn-default btn-sm');
  const on = button('下一张', '下一张图片', () => show(at + 1), 'btn btn-default btn-sm');
  const close = button('关闭', '关闭预览', () => dialog.close(), 'btn btn-primary btn-sm');
  const dialog = element('dialog', { className: 'suban-preview' },
    element('div', { className: 'suban-preview-head' }, name,
      element('span', { className: 'suban-files-buttons' }, back, on, save, close)),
    element('div', { className: 'suban-preview-body' }, image, wrong));
  dialog.setAttribute('aria-label', '附件预览');
  image.addEventListener('error', () => { image.hidden = true; wrong.hidden = false; });

  function show(next) {
    if (next < 0 || next >= images.length) {
      return;
    }
    at = next;
    const file = images[at];
    name.textContent = file.name;
    image.alt = file.name;
    image.hidden = false;
    wrong.hidden = true;
    image.src = `${root}/attachments/${file.id}`;
    save.href = `${root}/attachments/${file.id}?download=true`;
    back.hidden = on.hidden = images.length < 2;
    back.disabled = at === 0;
    on.disabled = at === images.length - 1;
  }
  dialog.addEventListener('keydown', ({ key }) => {
    if (key === 'ArrowLeft' || key === 'ArrowRight') {
      show(at + (key === 'ArrowLeft' ? -1 : 1));
    }
  });
  dialog.addEventListener('click', ({ target }) => target === dialog && dialog.close());
  keepToItself(dialog);
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  show(at);
  dialog.showModal();
  close.focus();
}

// ---- taking one out of sight

function askReason(name) {
  return new Promise(resolve => {
    const text = element('textarea', {
      rows: 3, required: true, minLength: 2, maxLength: 500, className: 'form-control', id: 'suban-removal-reason'
    });
    let reason = null;
    const cancel = element('button', { type: 'button', className: 'btn btn-default', textContent: '取消' });
    const form = element('form', { method: 'dialog' },
      element('h4', { textContent: `移除附件：${name}` }),
      element('p', { textContent: '移除后不再显示，理由记入办理记录。' }),
      element('label', { htmlFor: text.id, textContent: '理由（2至500个字）' }),
      text,
      element('div', { className: 'suban-session-buttons' },
        cancel, element('button', { type: 'submit', className: 'btn btn-primary', textContent: '移除' })));
    const dialog = element('dialog', { className: 'suban-session' }, form);
    const check = () => text.setCustomValidity(text.value.trim().length < 2 ? '请写明理由，至少2个字' : '');
    text.addEventListener('input', check);
    check();
    keepToItself(dialog);
    cancel.addEventListener('click', () => dialog.close());
    form.addEventListener('submit', () => { reason = text.value.trim(); });
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(reason);
    });
    document.body.append(dialog);
    dialog.showModal();
    text.focus();
  });
}

// ---- the list

function facts({ size: bytes, uploadedBy, unit, at, original }) {
  const who = [unit, uploadedBy].filter(Boolean).join(' ');
  return [size(bytes), who, time(at), original ? '随投诉提交' : ''].filter(Boolean).join('　');
}

function row(file, files, { remove }) {
  const buttons = element('span', { className: 'suban-files-buttons' });
  if (file.preview && file.mediaType.startsWith('image/')) {
    buttons.append(button('预览', `预览${file.name}`, () => preview(files, file)));
  } else if (file.preview) {
    // the page is in a sandbox, in which browsers show no PDF: it gets a tab of its own
    const link = element('a', {
      className: 'btn btn-link btn-xs', textContent: '预览', href: `${root}/attachments/${file.id}`, target: '_blank', rel: 'noopener'
    });
    link.setAttribute('aria-label', `在新标签页预览${file.name}`);
    buttons.append(link);
  }
  const save = element('a', {
    className: 'btn btn-link btn-xs', textContent: '下载', href: `${root}/attachments/${file.id}?download=true`, download: ''
  });
  save.setAttribute('aria-label', `下载${file.name}`);
  buttons.append(save);
  if (file.removable && remove) {
    buttons.append(button('移除', `移除${file.name}`, () => remove(file)));
  }
  return element('li', {},
    element('span', { className: 'suban-files-name', textContent: file.name }),
    element('span', { className: 'suban-files-facts', textContent: facts(file) }),
    buttons);
}

/**
 * The files of a case: an element that reads them by itself, and tells how many there are by the event "suban-files".
 *
 * @param number the complaint's
 * @param canUpload false where files are only looked at; else the server says whether this person may add any now
 */
export const attachmentsOf = (number, { canUpload = true } = {}) => {
  const title = element('h4', { textContent: '附件' });
  const list = element('ul', { className: 'suban-files-list' });
  const onTheWay = element('ul', { className: 'suban-files-list' });
  const note = element('p', { className: 'suban-files-note', textContent: '正在读取……' });
  note.setAttribute('role', 'status');
  const choose = element('div');
  const area = element('section', { className: 'suban-files' }, title, note, list, onTheWay, choose);
  area.setAttribute('aria-label', '附件');
  const address = `/complaints/${encodeURIComponent(number)}/attachments`;

  function show(listing) {
    const { files, mayAdd } = listing;
    title.textContent = files.length ? `附件（${files.length}）` : '附件';
    list.replaceChildren(...files.map(file => row(file, files, { remove: canUpload && remove })));
    note.hidden = files.length > 0;
    note.textContent = mayAdd && canUpload ? '还没有附件。' : '没有您可以查看的附件。';
    area.dispatchEvent(new CustomEvent('suban-files', { detail: files.length }));
    if (!(mayAdd && canUpload)) {
      choose.replaceChildren();
    } else if (!choose.hasChildNodes()) {
      choose.append(chooser(area, listing, chosen => chosen.forEach(file => upload(file, listing))));
    }
  }

  async function read() {
    try {
      show(await send('GET', address));
    } catch (error) {
      note.hidden = false;
      note.textContent = error.message;
    }
  }

  async function upload(file, limits) {
    const shown = line(file);
    onTheWay.append(shown.made);
    const dismiss = button('知道了', `不再显示${file.name}`, () => shown.made.remove());
    const problem = problemOf(file, limits);
    if (problem) {
      shown.failed(`没有添加：${problem}`);
      shown.buttons.append(dismiss);
      return;
    }
    try {
      const { added, attachments } = await send('POST', address, formOf(file), shown.progress);
      show(attachments);
      if (added) {
        shown.made.remove();
      } else {
        shown.done('本单位已添加过同样的文件，没有重复添加');
        shown.buttons.append(dismiss);
      }
    } catch (error) {
      shown.failed(`没有添加：${error.message}`);
      shown.buttons.append(button('重试', `重新上传${file.name}`, () => {
        shown.made.remove();
        upload(file, limits);
      }), dismiss);
    }
  }

  async function remove(file) {
    const reason = await askReason(file.name);
    if (!reason) {
      return;
    }
    try {
      await send('POST', `/attachments/${file.id}/removal`, JSON.stringify({ reason }));
      await read();
    } catch (error) {
      note.hidden = false;
      note.textContent = `没有移除：${error.message}`;
    }
  }

  // not the page's own keys and clicks
  area.addEventListener('keydown', event => event.stopPropagation());
  if (COMPLAINT.test(number)) {
    read();
  } else {
    area.hidden = true;
  }
  return area;
};

export default [];
