// Says on the page why a security key was not used; allauth's own scripts tell the console alone.
const NO_NAME = 'A browser uses security keys only where Afoot has a host name and TLS, or at localhost.'
const TROUBLE = {
  InvalidStateError: 'This key is enrolled already.',
  NotAllowedError: 'No key of yours was touched in time. Try again.',
  SecurityError: NO_NAME,
  TypeError: NO_NAME // over plain HTTP there are no keys at all
}

document.addEventListener('allauth.error', (event) => {
  event.preventDefault()
  const place = document.getElementById('key_trouble')
  place.textContent = TROUBLE[event.detail.exception.name] || 'The key could not be used. Try again, or use a code.'
  place.hidden = false
})
