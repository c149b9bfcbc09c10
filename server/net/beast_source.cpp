// Compiles the parts of Asio and Beast that need no template argument, once. Used by every file of net.
#include <boost/asio/impl/src.hpp>

#include <boost/beast/src.hpp>
