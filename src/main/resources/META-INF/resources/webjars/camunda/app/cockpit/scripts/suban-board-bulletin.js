// The monthly 通报: one click makes last month's; what was issued is there to be read; made anew only with a reason.

import { ask, element, note, post, root, time } from './suban-board-parts.js?v=2';

const name = month => `${Number(month.slice(0, 4))}年${Number(month.slice(5))}月`;

/** The months that are over, the latest first. */
function months(asOf, count) {
  const [year, month] = asOf.slice(0, 7).split('-').map(Number);
  return Array.from({ length: count }, (_, i) => {
    const date = new Date(year, month - 2 - i, 1);
    return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}`;
  });
}

function line(item) {
  const link = element('a', {
    href: `${root}/documents/${encodeURIComponent(item.documentId)}.pdf`, target: '_blank', rel: 'noopener',
    textContent: `${name(item.month)}通报　${item.documentNumber}`
  });
  return element('li', {}, link, element('span', {
    className: 'suban-documents-to',
    textContent: [item.issuer, time(item.issuedAt), item.version > 1 ? `第${item.version}版：${item.reason}` : '']
      .filter(Boolean).join('　')
  }));
}

function issue(month, reason) {
  return post('/board/bulletins', reason ? { month, reason } : { month });
}

async function open(asOf) {
  const said = element('p', { className: 'suban-board-note', role: 'status' });
  const list = element('ul', { className: 'suban-bulletins' });
  const close = element('button', { type: 'button', className: 'btn btn-default', textContent: '关闭' });
  const content = element('div', {}, note('正在读取……'));
  const dialog = element('dialog', { className: 'suban-reason suban-bulletin' },
    element('h4', { textContent: '月度通报' }), content, element('div', { className: 'suban-reason-buttons' }, close));
  close.addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();

  const load = async () => {
    const found = await ask('/board/bulletins');
    list.replaceChildren(...found.items.map(line));
    if (found.items.length === 0) {
      list.append(element('li', { textContent: '还没有编制过通报。' }));
    }
    return found;
  };
  try {
    const found = await load();
    if (!found.mayIssue) {
      content.replaceChildren(list);
      return;
    }
    const month = element('select', { className: 'form-control' });
    months(asOf, 12).forEach(value => month.append(element('option', { value, textContent: name(value) })));
    const make = element('button', { type: 'submit', className: 'btn btn-primary', textContent: '编制通报' });
    const form = element('form', { className: 'suban-bulletin-form' },
      element('label', { className: 'suban-filter' }, element('span', { textContent: '月份' }), month), make);
    const reason = element('input', { className: 'form-control', maxLength: 500, required: true, placeholder: '例如：补录两件投诉' });
    const anew = element('form', { className: 'suban-bulletin-form' },
      element('label', { className: 'suban-filter' }, element('span', { textContent: '重新编制的原因' }), reason),
      element('button', { type: 'submit', className: 'btn btn-default', textContent: '重新编制' }));
    const run = async why => {
      make.disabled = true;
      try {
        const known = new Set((await ask('/board/bulletins')).items.map(it => it.documentId));
        const it = await issue(month.value, why);
        said.textContent = known.has(it.documentId)
          ? `${name(it.month)}的通报已经编制过：${it.documentNumber}。如需更正，请写明原因后重新编制。`
          : `已编制：${it.documentNumber}。`;
        reason.value = '';
        await load();
      } catch (error) {
        said.textContent = error.message;
      } finally {
        make.disabled = false;
      }
    };
    form.addEventListener('submit', event => {
      event.preventDefault();
      run(null);
    });
    anew.addEventListener('submit', event => {
      event.preventDefault();
      run(reason.value.trim());
    });
    content.replaceChildren(
      note('通报按所选月份的数字编制，编定后不再变动；同一月份再次编制仍是同一份。'), form, anew, said, list);
  } catch (error) {
    content.replaceChildren(note(error.message));
  }
}

export function bulletinButton(asOf) {
  const button = element('button', { type: 'button', className: 'btn btn-default', textContent: '月度通报' });
  button.addEventListener('click', () => open(asOf));
  return button;
}

export default [];
