// Exit this page. It stands in the head, before anything is painted. Nothing is
// stored: window.name lives and dies with the tab, and the mark with its entry in
// the tab's history.
(function () {
  var me = document.currentScript, root = document.documentElement, gone, count = 0, first, other
  if (!me) return
  var title = me.getAttribute('data-title'), icon = me.getAttribute('data-icon')
  function blank() {
    gone = 1
    window.name = '.'
    if (window.navigation) try { navigation.updateCurrentEntry({ state: { gone: 1 } }) } catch (e) { }
    root.textContent = ''
    var head = root.appendChild(document.createElement('head'))
    var link = document.createElement('link')
    link.rel = 'icon'
    link.href = icon
    head.appendChild(link)
    document.title = title
  }
  // Back at a page that was left for one of ours, which is not there any more, or
  // is blank by now: it was exited. Browsers that do not know what comes next in
  // the tab's history may know the tab's name.
  function exited() {
    var s = history.state, n = window.navigation, next
    if (window.name === '.') return true
    if (!n || !s || !s.left) return false
    next = n.entries()[n.currentEntry.index + 1]
    return !next || (next.getState() || s).gone
  }
  function mark(left) {
    try { history.replaceState(left ? { left: 1 } : null, '') } catch (e) { }
  }
  function leave(to) {
    blank()
    location.replace(to)
  }
  var p = window.performance, n = p && p.getEntriesByType && p.getEntriesByType('navigation')[0]
  if ((n ? n.type === 'back_forward' : p && p.navigation && p.navigation.type === 2) && exited()) {
    if (window.stop) stop()
    blank()
    return
  }
  if (window.name === '.') window.name = ''
  mark()
  // A page in the back-forward cache is hidden before it is put there.
  addEventListener('pagehide', function () { root.hidden = true })
  addEventListener('pageshow', function (e) {
    if (!e.persisted || gone) return
    if (exited()) return blank()
    mark()
    root.hidden = false
  })
  document.addEventListener('click', function (e) {
    var a = e.target
    while (a && a.nodeName !== 'A') a = a.parentNode
    if (!a || !a.href) return
    if (a.id === 'exit') {
      e.preventDefault()
      leave(a.href)
    } else if (!e.ctrlKey && !e.metaKey && !e.shiftKey) {
      mark(a.host === location.host && a.href.split('#')[0] !== location.href.split('#')[0] && !a.hasAttribute('download'))
    }
  }, true)
  document.addEventListener('keydown', function (e) {
    other = e.key !== 'Shift'
    if (other) count = 0
  })
  document.addEventListener('keyup', function (e) {
    var a = document.getElementById('exit'), said = document.getElementById('exit-said')
    if (e.key !== 'Shift' || other || !a) return
    var now = Date.now()
    if (!count || now - first > 5000) {
      count = 0
      first = now
    }
    count++
    if (said) said.textContent = said.getAttribute('data-' + count)
    if (count > 2) leave(a.href)
  })
})()
