// Tasklist takes its date formats from config.js; Cockpit overwrites them with an ISO pattern
// while it starts. Decorating the service wins whatever the order of start-up.
const { angular } = window;

if (angular) {
  angular.module('cam.commons.filter.date').config([
    '$provide',
    ($provide) =>
      $provide.decorator('camDateFormat', [
        '$delegate',
        (stock) => (name) => (!name || name === 'normal' ? 'LLL' : stock(name))
      ])
  ]);
}

export default [];
