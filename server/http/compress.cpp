// Compresses bodies with zlib and brotli. Called by ready_answer.cpp.
#include "http/compress.hpp"

#include <brotli/encode.h>
#include <zlib.h>

#include <stdexcept>

namespace palabre::http {
namespace {

std::string gzip(std::string_view body) {
  z_stream stream{};
  constexpr int gzip_window = 15 + 16;
  if (deflateInit2(&stream, 5, Z_DEFLATED, gzip_window, 8, Z_DEFAULT_STRATEGY) != Z_OK) throw std::runtime_error("gzip did not start");
  std::string result(deflateBound(&stream, static_cast<uLong>(body.size())), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(body.data()));  // zlib does not write to it
  stream.avail_in = static_cast<uInt>(body.size());
  stream.next_out = reinterpret_cast<Bytef*>(result.data());
  stream.avail_out = static_cast<uInt>(result.size());
  const int outcome = deflate(&stream, Z_FINISH);
  result.resize(stream.total_out);
  deflateEnd(&stream);
  if (outcome != Z_STREAM_END) throw std::runtime_error("gzip failed");
  return result;
}

std::string brotli(std::string_view body) {
  std::size_t size = BrotliEncoderMaxCompressedSize(body.size());
  std::string result(size, '\0');
  const auto is_done = BrotliEncoderCompress(4, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, body.size(),
                                             reinterpret_cast<const std::uint8_t*>(body.data()), &size,
                                             reinterpret_cast<std::uint8_t*>(result.data()));
  if (is_done == BROTLI_FALSE) throw std::runtime_error("brotli failed");
  result.resize(size);
  return result;
}

}  // namespace

bool is_compressible(std::string_view content_type) {
  return content_type.starts_with("text/") || content_type.starts_with("application/json") ||
         content_type.starts_with("application/problem+json") || content_type.starts_with("application/javascript") ||
         content_type.starts_with("application/xml") || content_type.starts_with("image/svg+xml");
}

std::string compress(std::string_view body, Encoding encoding) {
  if (encoding == Encoding::gzip) return gzip(body);
  if (encoding == Encoding::br) return brotli(body);
  return std::string(body);
}

}  // namespace palabre::http
