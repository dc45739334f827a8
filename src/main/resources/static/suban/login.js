// A link to a task carries its number behind the '#', which no server sees: it is kept across the log-in.
const wanted = window.location.hash;
if (wanted && !wanted.startsWith('#/login')) {
  document.getElementById('login').action = '/login' + wanted;
}

// The page's token holds for five minutes: a page that waits longer for its person is loaded anew while nothing is typed.
setInterval(() => {
  const typed = [...document.querySelectorAll('#login input:not([type="hidden"])')].some(input => input.value);
  if (!typed) {
    window.location.reload();
  }
}, 4 * 60 * 1000);
