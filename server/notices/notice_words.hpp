// A notice in words and where it leads, in one language: the same on the page and in mail.
#pragma once
#include "notices/notice_store.hpp"
#include "pages/catalogue.hpp"

#include <string>

namespace palabre::notices {

/// « 4 nouveaux commentaires », "The public body has answered: Accepted".
std::string notice_text(const pages::Catalogue& catalogue, std::string_view language, const Notice& notice);
/// What it is about: the idea's title, the phase or the redesign; with the language it is written in.
struct About {
  std::string text;
  std::string language;
};
About about_of(const pages::Catalogue& catalogue, std::string_view language, const Notice& notice);
/// The path without language: "/ideas/40#answer".
std::string path_of(const Notice& notice);
/// « Règle : … Motif : … » for what was hidden; empty for others.
std::string reason_text(const pages::Catalogue& catalogue, std::string_view language, const Notice& notice);

}  // namespace palabre::notices
