// The service can't know the address that a proxy gave it; the browser does.
for (const place of document.querySelectorAll("[data-endpoint]")) {
  place.textContent = location.origin;
}
