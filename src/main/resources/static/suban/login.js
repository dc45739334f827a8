// A link to a task carries its number behind the '#', which no server sees: it is kept across the log-in.
const wanted = window.location.hash;
if (wanted && !wanted.startsWith('#/login')) {
  document.getElementById('login').action = '/login' + wanted;
}
