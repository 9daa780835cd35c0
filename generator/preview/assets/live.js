// Shows what stands at this address as soon as it is another.
(function () {
  var me = document.currentScript, at = me.dataset.at, seen = me.dataset.seen;
  var key = 'goldenthread-scroll ' + at;
  try {
    var kept = sessionStorage.getItem(key);
    if (kept !== null) { sessionStorage.removeItem(key); window.scrollTo(0, Number(kept)); }
  } catch (e) { /* no storage: the browser keeps the place by itself */ }

  function reload() {
    try { sessionStorage.setItem(key, String(window.scrollY)); } catch (e) { /* as above */ }
    location.reload();
  }

  function parts(doc) {
    return Array.prototype.map.call(doc.querySelectorAll('head link[rel=stylesheet], head script[src], body script[src]'),
      function (e) { return e.getAttribute('href') || e.getAttribute('src'); }).join(' ');
  }

  // A page whose text alone has changed gets the new text where it stands; the place is kept.
  function swap(text) {
    var doc = new DOMParser().parseFromString(text, 'text/html');
    var old = document.querySelector('main'), now = doc.querySelector('main');
    if (!old || !now || parts(doc) !== parts(document) || document.body.className !== doc.body.className || now.querySelector('form')) { return false; }
    var band = document.querySelector('.goldenthread-band'), other = doc.querySelector('.goldenthread-band');
    if (!band || !other || band.contains(document.activeElement) || old.contains(document.activeElement)) { return false; }
    old.replaceWith(now);
    band.replaceWith(other);
    document.title = doc.title;
    return true;
  }

  // A browser keeps few connections to one address, so a page that nobody sees has none.
  var events = null;
  function listen() {
    if (document.hidden) {
      if (events) { events.close(); }
      events = null;
    } else if (!events) {
      events = new EventSource('/_preview/events?at=' + encodeURIComponent(at) + '&seen=' + seen);
      events.addEventListener('changed', changed);
    }
  }

  function changed(event) {
    seen = event.data;
    fetch(location.href, { cache: 'no-store' }).then(function (r) {
      return r.ok && !r.redirected ? r.text() : '';
    }).then(function (text) { if (!text || !swap(text)) { reload(); } }, function () { /* the preview has stopped */ });
  }
  document.addEventListener('visibilitychange', listen);
  listen();
})();
