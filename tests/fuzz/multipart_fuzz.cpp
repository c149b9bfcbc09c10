// Any bytes as a multipart body and as a picture's head: refused or read, with every part inside the body.
#include "http/multipart.hpp"
#include "media/picture_head.hpp"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto parts = palabre::http::read_multipart(text, "b")) {
    for (const auto& part : *parts) {
      if (part.name.empty() || part.bytes.data() < text.data() || part.bytes.data() + part.bytes.size() > text.data() + text.size()) std::abort();
    }
  }
  const auto head = palabre::media::check_picture(text, 10'000'000, 40'000'000);
  if (head && (head->width <= 0 || head->height <= 0 || head->width * head->height > 40'000'000)) std::abort();
  return 0;
}
