// What every place has that takes files: choosing and dropping them, sending them, and telling how far they are.

import { element, root, token } from './page.js?v=1';

export const size = bytes => bytes < 1024 ? `${bytes}字节`
  : bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)}千字节`
    : `${(bytes / 1024 / 1024).toFixed(1).replace(/\.0$/, '')}兆字节`;

// ---- asking the server

const WRONG = '未能完成，请稍后重试。';

function refusal(status, text) {
  try {
    const { message } = JSON.parse(text);
    return message || WRONG;
  } catch {
    return status === 413 ? '文件过大。' : WRONG;
  }
}

/** By XMLHttpRequest, which alone tells how far an upload is. */
export function send(method, address, body, onProgress = () => {}) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, `${root}${address}`);
    request.setRequestHeader('X-XSRF-TOKEN', token());
    request.setRequestHeader('Accept', 'application/json');
    if (typeof body === 'string') {
      request.setRequestHeader('Content-Type', 'application/json');
    }
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(total ? loaded / total : 0));
    request.addEventListener('load', () => {
      if (request.status < 300) {
        resolve(request.responseText ? JSON.parse(request.responseText) : null);
      } else {
        reject(new Error(refusal(request.status, request.responseText)));
      }
    });
    request.addEventListener('error', () => reject(new Error('网络中断或文件过大，没有上传成功。')));
    request.send(body);
  });
}

export function formOf(file) {
  const form = new FormData();
  form.append('file', file, file.name);
  return form;
}

// ---- choosing files

/** What the server would refuse anyway, said before anything is sent. */
export function problemOf(file, { accept, maxFileBytes }) {
  const extension = file.name.includes('.') ? file.name.split('.').pop().toLowerCase() : '';
  if (!accept.includes(extension)) {
    return '不接受这种类型的文件，可以添加图片、版式文件、办公文档和文本';
  }
  if (file.size === 0) {
    return '是空文件';
  }
  return file.size > maxFileBytes ? `过大，单个文件不能超过${size(maxFileBytes)}` : null;
}

/** A button that opens the file dialog, and an area around it to drop files on. */
export function chooser(area, { accept, maxFileBytes }, take) {
  const input = element('input', {
    type: 'file', multiple: true, hidden: true, accept: accept.map(extension => `.${extension}`).join(',')
  });
  const button = element('button', { type: 'button', className: 'btn btn-default btn-sm', textContent: '选择文件' });
  const hint = element('span', {
    className: 'suban-files-hint',
    textContent: `或把文件拖到这里。可添加图片、办公文档、版式文件和文本，单个不超过${size(maxFileBytes)}；涉密文件严禁上传。`
  });
  button.addEventListener('click', () => input.click());
  input.addEventListener('change', () => {
    take([...input.files]);
    input.value = ''; // the same file may be chosen again
  });
  const holdsFiles = event => [...(event.dataTransfer?.types || [])].includes('Files');
  for (const type of ['dragenter', 'dragover']) {
    area.addEventListener(type, event => {
      if (holdsFiles(event)) {
        event.preventDefault();
        area.classList.add('suban-files-over');
      }
    });
  }
  area.addEventListener('dragleave', event => {
    if (!area.contains(event.relatedTarget)) {
      area.classList.remove('suban-files-over');
    }
  });
  area.addEventListener('drop', event => {
    if (holdsFiles(event)) {
      event.preventDefault();
      area.classList.remove('suban-files-over');
      take([...event.dataTransfer.files]);
    }
  });
  return element('div', { className: 'suban-files-choose' }, button, input, hint);
}

// a file dropped beside the area would replace the page, and with it all that was typed
for (const type of ['dragover', 'drop']) {
  window.addEventListener(type, event => {
    if ([...(event.dataTransfer?.types || [])].includes('Files') && !event.defaultPrevented) {
      event.preventDefault();
      event.dataTransfer.dropEffect = 'none';
    }
  });
}

/** One line of what is on its way: its name, how far it is, and what went wrong. */
export function line(file) {
  const bar = element('progress', { max: 1, value: 0 });
  bar.setAttribute('aria-label', `${file.name}的上传进度`);
  const state = element('span', { className: 'suban-files-state', textContent: '正在上传' });
  state.setAttribute('role', 'status');
  const buttons = element('span', { className: 'suban-files-buttons' });
  const made = element('li', {},
    element('span', { className: 'suban-files-name', textContent: file.name }),
    element('span', { className: 'suban-files-facts', textContent: size(file.size) }), bar, state, buttons);
  return {
    made,
    buttons,
    progress: value => { bar.value = value; },
    done: text => {
      bar.hidden = true;
      made.className = 'suban-files-done';
      state.textContent = text;
    },
    failed: message => {
      bar.hidden = true;
      made.className = 'suban-files-failed';
      state.textContent = message;
      state.setAttribute('role', 'alert');
    },
    again: () => {
      bar.hidden = false;
      bar.value = 0;
      made.className = '';
      state.textContent = '正在上传';
    }
  };
}

export function button(text, label, act, className = 'btn btn-link btn-xs') {
  const made = element('button', { type: 'button', className, textContent: text });
  made.setAttribute('aria-label', label);
  made.addEventListener('click', act);
  return made;
}
