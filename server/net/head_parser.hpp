// Beast's parser, filling our Request instead of Beast's. Included by http_session.cpp only.
#pragma once
#include "http/request.hpp"
#include "net/wire.hpp"

#include <boost/beast/http/basic_parser.hpp>

namespace palabre::net {

class HeadParser final : public boost::beast::http::basic_parser<true> {
 public:
  HeadParser(http::Request& request, Wire& wire) : request_(request), wire_(wire) {}

 private:
  using Error = boost::beast::error_code;
  using Text = boost::beast::string_view;

  void on_request_impl(boost::beast::http::verb, Text method, Text target, int, Error&) override;
  void on_response_impl(int, Text, int, Error&) override {}
  void on_field_impl(boost::beast::http::field name, Text raw_name, Text value, Error&) override;
  void on_header_impl(Error&) override {}
  void on_body_init_impl(const boost::optional<std::uint64_t>& length, Error&) override;
  std::size_t on_body_impl(Text part, Error&) override;
  void on_chunk_header_impl(std::uint64_t, Text, Error&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, Text part, Error&) override;
  void on_finish_impl(Error&) override {}

  http::Request& request_;
  Wire& wire_;
};

}  // namespace palabre::net
