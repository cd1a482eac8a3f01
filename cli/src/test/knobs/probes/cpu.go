// With an argument: a little work of the standard library. Without: prints which features the standard library of Go believes to have: those of
// internal/cpu.X86 and its like that are true, found by the debug information.
package main

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"debug/dwarf"
	"debug/elf"
	"fmt"
	"hash/crc32"
	"math"
	"math/bits"
	"os"
	"runtime"
	"sort"
	"strings"
	"unsafe"
)

func work() {
	runtime.LockOSThread()
	data := bytes.Repeat([]byte("plimsoll"), 1024)
	one, two, three := sha1.Sum(data), sha256.Sum256(data), sha512.Sum512(data)
	block, _ := aes.NewCipher(data[:16])
	gcm, _ := cipher.NewGCM(block)
	sealed := gcm.Seal(nil, data[:12], data, nil)
	sum := crc32.ChecksumIEEE(data) ^ crc32.Checksum(data, crc32.MakeTable(crc32.Castagnoli))
	fmt.Println(one[0], two[0], three[0], sealed[0], sum, bytes.IndexByte(data, 'z'), bytes.Count(data, []byte("l")), bytes.Equal(data, sealed),
		bits.OnesCount32(sum), math.FMA(float64(sum), 2, 3), math.Floor(float64(sum)/7))
}

func main() {
	if len(os.Args) > 1 {
		work()
		return
	}
	file, err := elf.Open("/proc/self/exe")
	if err != nil {
		panic(err)
	}
	data, err := file.DWARF()
	if err != nil {
		panic(err)
	}
	found := []string{}
	for reader := data.Reader(); ; {
		entry, err := reader.Next()
		if err != nil || entry == nil {
			break
		}
		name, _ := entry.Val(dwarf.AttrName).(string)
		place, there := entry.Val(dwarf.AttrLocation).([]byte)
		if entry.Tag != dwarf.TagVariable || !there || len(place) != 1+bits.UintSize/8 || !strings.HasPrefix(name, "internal/cpu.") {
			continue
		}
		kind, err := data.Type(entry.Val(dwarf.AttrType).(dwarf.Offset))
		fields, isStruct := kind.(*dwarf.StructType)
		if err != nil || !isStruct {
			continue
		}
		address := uintptr(0)
		if bits.UintSize == 32 {
			address = uintptr(file.ByteOrder.Uint32(place[1:]))
		} else {
			address = uintptr(file.ByteOrder.Uint64(place[1:]))
		}
		for _, field := range fields.Field {
			if strings.HasPrefix(field.Name, "Has") && *(*bool)(unsafe.Pointer(address + uintptr(field.ByteOffset))) {
				found = append(found, strings.TrimPrefix(field.Name, "Has"))
			}
		}
	}
	sort.Strings(found)
	fmt.Println("features", strings.Join(found, " "))
}
