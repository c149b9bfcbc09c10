// A mail's two bodies from the same words: plain text and simple HTML. Used for digests and for links.
#pragma once
#include "notices/digest.hpp"

#include <string>
#include <vector>

namespace palabre::notices {

struct MailLine {
  std::string what;     // « 4 nouveaux commentaires »
  std::string title;    // what it is about; empty: none
  std::string detail;   // a reason; empty: none
  std::string href;     // absolute
};
struct MailWords {
  std::string language;
  std::string direction;
  std::string greeting;
  std::vector<MailLine> lines;
  std::string button_text;      // a link that stands alone; empty: none
  std::string button_href;
  std::vector<std::string> foot;
  std::string foot_link_text;
  std::string foot_link_href;
};
std::string plain_body(const MailWords& words);
std::string html_body(const MailWords& words);

}  // namespace palabre::notices
