// The pages about the instance: help, accessibility, privacy, charter. Joined into screens::routes().
#include "instance/instance_text.hpp"
#include "screens/about_parts.hpp"
#include "screens/page.hpp"
#include "screens/page_routes.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace palabre::screens {

using nlohmann::json;

namespace {

constexpr std::array<std::string_view, 4> subjects{"help", "accessibility", "privacy", "charter"};

}  // namespace

std::string contact_text(const Page& page) {
  const std::string& contact = page.call().services.contact;
  if (contact.empty()) return page.text("about.contact_missing");
  const bool is_address = contact.find('@') != std::string::npos && contact.find_first_of(" <>()[]") == std::string::npos;
  return is_address ? "[" + contact + "](mailto:" + contact + ")" : contact;
}

std::string enforcement_text(const Page& page) {
  const std::string& body = page.call().services.enforcement_body;
  return body.empty() ? page.text("about.enforcement_missing") : body;
}

json document_view(const pages::Document& document) {
  json sections = json::array();
  for (const auto& section : document.sections)
    sections.push_back({{"anchor", section.anchor}, {"heading_text", section.heading}, {"body_html", section.body_html}});
  return {{"title", document.title}, {"lead_html", document.lead_html}, {"has_contents", document.sections.size() > 3}, {"sections", std::move(sections)}};
}

namespace {

Result<http::Response> get_about(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto subject = call.path_value("subject");
  if (std::find(subjects.begin(), subjects.end(), subject) == subjects.end()) return refuse(Reason::not_found, "no such page");
  const auto own = instance::find_text(page->db(), subject, page->language());
  const auto document = pages::read_document(
      own ? instance::filled_text(*own, contact_text(*page), enforcement_text(*page))
          : page->text("document." + std::string(subject), {{"contact", contact_text(*page)}, {"enforcement", enforcement_text(*page)}}));
  page->set_title(document.title).add_crumb(document.title).depend_on("instance");
  return page->show("about", document_view(document));
}

}  // namespace

http::Routes about_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {{Method::get, "/{lang}/about/{subject}", Who::anyone, Kind::read, Cost::cheap, Audience::page, get_about}};
}

}  // namespace palabre::screens
