// The dialog in which people act on a case: it asks for what the record needs, sends it once, and says what came of it.

import { element } from './page.js?v=1';

/** What is wrong with a field, in Chinese whatever the browser's language is. */
function speak(label, control) {
  const name = label.split('（')[0];
  control.addEventListener('invalid', () => {
    const { valueMissing, tooShort, rangeUnderflow } = control.validity;
    if (valueMissing) {
      control.setCustomValidity(`请填写“${name}”`);
    } else if (tooShort) {
      control.setCustomValidity(`“${name}”至少${control.minLength}个字`);
    } else if (rangeUnderflow) {
      control.setCustomValidity(`“${name}”过早`);
    }
  });
  control.addEventListener('input', () => control.setCustomValidity(''));
}

function field([label, control]) {
  control.id ||= `suban-field-${Math.random().toString(36).slice(2)}`;
  control.className = 'form-control';
  speak(label, control);
  return element('div', {}, element('label', { htmlFor: control.id, textContent: label }), control);
}

/** Hides a field with its label, and asks for nothing in it, or shows it and asks. */
export function demand(control, wanted) {
  control.parentElement.hidden = !wanted;
  control.required = wanted;
  control.disabled = !wanted;
  control.setCustomValidity('');
}

/**
 * Asks, sends, and shows what came of it.
 *
 * @param title what is done
 * @param hint one line on what it means
 * @param shown what to know before, as lines of text; none where it is left out
 * @param warning what cannot be taken back; none where it is left out
 * @param controls the fields, as [label, control]
 * @param ready runs once the fields stand
 * @param act sends; gives the lines to show
 * @param after runs when it was done and the answers were read
 */
export function dialog({ title, hint, shown = [], warning, controls, ready, act, after }) {
  const error = element('p', { className: 'suban-reason-error', hidden: true });
  error.setAttribute('role', 'alert');
  const cancel = element('button', { type: 'button', className: 'btn btn-default', textContent: '取消' });
  const submit = element('button', { type: 'submit', className: 'btn btn-primary', textContent: '确定' });
  const form = element('form', {},
    element('h4', { textContent: title }),
    hint ? element('p', { textContent: hint }) : null,
    shown.length ? element('div', { className: 'suban-reason-shown' },
      ...shown.map(textContent => element('p', { textContent }))) : null,
    ...controls.map(field),
    warning ? element('p', { className: 'suban-reason-warning', textContent: warning }) : null,
    error,
    element('div', { className: 'suban-reason-buttons' }, cancel, submit));
  const box = element('dialog', { className: 'suban-reason' }, form);
  box.setAttribute('aria-label', title);
  form.addEventListener('input', () => {
    error.hidden = true;
  });
  let done = false;
  cancel.addEventListener('click', () => box.close());
  box.addEventListener('close', () => {
    box.remove();
    if (done) {
      after?.();
    }
  });
  form.addEventListener('submit', async event => {
    event.preventDefault();
    submit.disabled = true;
    error.hidden = true;
    try {
      const lines = await act();
      done = true;
      const close = element('button', { type: 'button', className: 'btn btn-primary', textContent: '关闭' });
      close.addEventListener('click', () => box.close());
      form.replaceChildren(
        element('h4', { textContent: title }),
        element('ul', {}, ...lines.map(textContent => element('li', { textContent }))),
        element('div', { className: 'suban-reason-buttons' }, close));
      close.focus();
    } catch (failure) {
      error.textContent = failure.message;
      error.hidden = false;
      submit.disabled = false;
    }
  });
  document.body.append(box);
  ready?.();
  box.showModal();
  controls[0][1].focus();
}

export default [];
