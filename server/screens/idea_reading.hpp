// In which of its languages an idea is read: the reader's where there is a text in it, the original otherwise, or the one asked for.
#pragma once
#include "ideas/idea_view.hpp"
#include "screens/page.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace palabre::screens {

/// The newest version in one language.
struct Reading {
  std::string title;
  std::string body;
  std::string language;
};
/// `?in=fr` asks for the French text; a language the idea does not have is no reason to refuse. A hidden idea has no words.
Reading reading_of(const Page& page, const ideas::FullIdea& full);

/// {original_text, has_reading_line, readings: [{href, lang, text}]}: what language this is, and the way to the other texts.
nlohmann::json reading_view(const Page& page, const ideas::FullIdea& full, const Reading& reading);

}  // namespace palabre::screens
