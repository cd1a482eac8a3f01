// What github.com/klauspost/cpuid believes the processor to have.
package main

import (
	"fmt"
	"strings"

	"github.com/klauspost/cpuid/v2"
)

func main() {
	fmt.Println("features", strings.Join(cpuid.CPU.FeatureSet(), " "))
}
