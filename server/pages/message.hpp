// One ICU message, parsed once and formatted from any thread.
#pragma once
#include "pages/catalogue.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <unicode/locid.h>
#include <unicode/msgfmt.h>

namespace palabre::pages {

class Message {
 public:
  /// Throws std::runtime_error with ICU's reason and the place in the pattern.
  Message(const icu::Locale& locale, std::string_view pattern);

  [[nodiscard]] bool takes_arguments() const { return format_ != nullptr; }

  /// Throws std::invalid_argument naming an argument that the pattern uses and `arguments` lacks. Thread: any.
  [[nodiscard]] std::string text(const Arguments& arguments) const;

 private:
  std::string plain_;  // the whole text of a message without arguments
  std::vector<std::string> argument_names_;
  std::unique_ptr<icu::MessageFormat> format_;
  /// icu::MessageFormat::format is const but fills caches inside: one caller at a time.
  mutable std::mutex formatting_;
};

}  // namespace palabre::pages
