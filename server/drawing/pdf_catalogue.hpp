// What Cairo 1.16 cannot say of a PDF in its catalogue.
#pragma once
#include <string>
#include <string_view>

namespace palabre::drawing {

/// Says that the document is tagged, in which language it is, and that readers show its title, not the name of the file: in an
/// update appended to the end, as the PDF standard has it. Bytes of another shape come back as they were.
std::string with_catalogue(std::string pdf, std::string_view language);

}  // namespace palabre::drawing
