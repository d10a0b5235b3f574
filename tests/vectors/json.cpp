// Boost.JSON, compiled here once; Debian ships it as headers.
#include <boost/json/src.hpp>
