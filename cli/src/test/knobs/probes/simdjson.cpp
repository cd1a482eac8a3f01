// Parses a little and says which implementation did it.
#include <iostream>
#include <simdjson.h>

int main() {
  simdjson::dom::parser parser;
  simdjson::padded_string text = R"({"name": "plimsoll", "words": [16, 26, 29, 30], "line": "a \"quoted\" text with é and 漢字 that is longer than sixty-four bytes"})"_padded;
  simdjson::dom::element element;
  auto error = parser.parse(text).get(element);
  std::cout << "implementation " << simdjson::get_active_implementation()->name() << " error " << error << std::endl;
  return error != simdjson::SUCCESS;
}
