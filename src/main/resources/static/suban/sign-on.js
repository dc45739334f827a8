// A link to a task carries its number behind the '#', which no server sees, and the provider's pages lose it: it waits here, in this
// tab, until the web application opens (webapp.js).
const wanted = window.location.hash;
if (wanted && !wanted.startsWith('#/login')) {
  window.sessionStorage.setItem('suban-wanted', wanted);
}

// Whoever has nothing to read here goes on at once; without this script there is the button.
const way = document.getElementById('sign-on');
if (way.dataset.forward === 'true') {
  window.location.replace(way.href);
}
