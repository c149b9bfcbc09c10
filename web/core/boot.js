// Starts the client on a page that is already complete without it.
