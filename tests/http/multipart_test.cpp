#include "http/multipart.hpp"

#include <gtest/gtest.h>

namespace palabre::http {
namespace {

const std::string part_head = "Content-Disposition: form-data; name=\"a\"\r\n\r\n";

Result<std::vector<Part>> read(const std::string& body, const std::string& boundary = "b") { return read_multipart(body, boundary); }

TEST(Multipart, GivesFieldsAndFilesInOrder) {
  // The parts point into the body, which must outlive them.
  const std::string body = "--b\r\n" + part_head + "one\r\n--b\r\nContent-Disposition: form-data; name=\"picture\"; filename=\"d%22og.jpg\"\r\nContent-Type: IMAGE/JPEG\r\n\r\n\r\n--xytes\r\n--b--\r\n";
  const auto parts = read(body);
  ASSERT_TRUE(parts) << parts.error().detail;
  ASSERT_EQ(parts->size(), 2u);
  EXPECT_EQ((*parts)[0].name, "a");
  EXPECT_EQ((*parts)[0].bytes, "one");
  EXPECT_FALSE((*parts)[0].file_name);
  EXPECT_EQ((*parts)[1].file_name, "d\"og.jpg");
  EXPECT_EQ((*parts)[1].content_type, "image/jpeg");
  EXPECT_EQ((*parts)[1].bytes, "\r\n--xytes");
}

TEST(Multipart, TakesAnEmptyForm) { EXPECT_TRUE(read("--b--")); }

TEST(Multipart, RefusesBrokenFrames) {
  for (const std::string& body : std::vector<std::string>{"", "--b", "--b\r\n", "x--b--", "--b\n" + part_head + "x\n--b--", "--b\r\n" + part_head + "no end", "--b\r\n\r\nx\r\n--b--", "--b--trailing",
                                 "--b\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nx\r\n--b--", "--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--",
                                 "--b\r\nContent-Disposition: form-data; name=\"a\"; name=\"b\"\r\n\r\nx\r\n--b--", "--b\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n--b--",
                                 "--b\r\nContent-Disposition: form-data; name=\"\xff\"\r\n\r\nx\r\n--b--",
                                 "--b\r\nContent-Transfer-Encoding: base64\r\n" + part_head + "x\r\n--b--", "--bx\r\n" + part_head + "x\r\n--b--"}) {
    const auto parts = read(body);
    ASSERT_FALSE(parts) << body;
    EXPECT_EQ(parts.error().reason, Reason::bad_encoding);
  }
}

TEST(Multipart, RefusesBoundariesNobodyMaySend) {
  for (const std::string& boundary : {std::string(), std::string(71, 'x'), std::string("a\r\n"), std::string("a "), std::string("\"")}) EXPECT_FALSE(read("--" + boundary + "--", boundary));
}

TEST(Multipart, IsBounded) {
  std::string many;
  for (int i = 0; i < 65; ++i) many += "--b\r\n" + part_head + "x\r\n";
  EXPECT_EQ(read(many + "--b--").error().reason, Reason::too_large);
  std::string lines = "--b\r\n";
  for (int i = 0; i < 20; ++i) lines += "X-Line: y\r\n";
  EXPECT_FALSE(read(lines + part_head + "x\r\n--b--"));
  EXPECT_FALSE(read("--b\r\nX-Long: " + std::string(2000, 'y') + "\r\n" + part_head + "x\r\n--b--"));
}

TEST(FormFields, LeaveFilesOutAndRefuseWhatIsNoForm) {
  Request request;
  request.content_type = "multipart/form-data";
  request.boundary = "b";
  request.body = "--b\r\n" + part_head + "one\r\n--b\r\nContent-Disposition: form-data; name=\"picture\"; filename=\"\"\r\n\r\n\r\n--b--";
  const auto fields = read_form_fields(request);
  ASSERT_TRUE(fields);
  ASSERT_EQ(fields->size(), 1u);
  EXPECT_EQ(fields->front().second, "one");
  EXPECT_FALSE(find_file(request, "picture")) << "no file was chosen";
  request.content_type = "application/json";
  EXPECT_EQ(read_form_fields(request).error().reason, Reason::unsupported_media_type);
}

}  // namespace
}  // namespace palabre::http
