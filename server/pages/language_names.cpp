// Names of languages in the reader's language. Called by the screens wherever a text says or asks what language it is in.
#include "pages/language_names.hpp"

#include "pages/icu_text.hpp"

#include <map>
#include <memory>
#include <unicode/bytestream.h>
#include <unicode/casemap.h>
#include <unicode/locdspnm.h>
#include <unicode/stringoptions.h>

namespace palabre::pages {
namespace {

/// One set of names per thread and reader's language: making one reads ICU's data.
const icu::LocaleDisplayNames& names_in(std::string_view reader) {
  thread_local std::map<std::string, std::unique_ptr<icu::LocaleDisplayNames>, std::less<>> kept;
  auto found = kept.find(reader);
  if (found == kept.end()) {
    std::unique_ptr<icu::LocaleDisplayNames> made(icu::LocaleDisplayNames::createInstance(locale_of(reader)));
    found = kept.emplace(std::string(reader), std::move(made)).first;
  }
  return *found->second;
}

icu::UnicodeString name_of(std::string_view language, std::string_view reader) {
  icu::UnicodeString name;
  names_in(reader).languageDisplayName(std::string(language).c_str(), name);
  return name.isEmpty() || name.isBogus() ? to_icu(language) : name;
}

}  // namespace

std::string language_name(std::string_view language, std::string_view reader) { return to_utf8(name_of(language, reader)); }

std::string language_label(std::string_view language, std::string_view reader) {
  const icu::UnicodeString name = name_of(language, reader);
  if (name == to_icu(language)) return std::string(language);
  std::string label;
  icu::StringByteSink<std::string> sink(&label);
  UErrorCode status = U_ZERO_ERROR;
  icu::CaseMap::utf8ToTitle(locale_of(reader).getName(), U_TITLECASE_WHOLE_STRING | U_TITLECASE_NO_LOWERCASE, nullptr,
                            to_utf8(name), sink, nullptr, status);
  require_success(status, "writing the name of a language");
  return label;
}

}  // namespace palabre::pages
