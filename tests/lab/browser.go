package main

import (
	"fmt"
	"path"
	"sort"
	"strings"
	"time"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

// A datastoreBrowser lists the files of its datastore: those of the machines that lie on it, and images.
type datastoreBrowser struct {
	mo.HostDatastoreBrowser
}

// searchSwitches can be thrown while the lab serves.
type searchSwitches struct {
	SearchSeconds float64 `json:"search_seconds"` // how long a search takes
}

// searchShelf counts searches. The lab's mu guards it.
type searchShelf struct {
	made, running, cancelled int
}

// installBrowsers puts browsers that answer in the place of those that do not.
func (l *lab) installBrowsers() {
	for _, ds := range l.inventory.datastores {
		browser := &datastoreBrowser{}
		browser.Self, browser.Datastore = ds.Browser, []types.ManagedObjectReference{ds.Self}
		simulator.Map.Put(browser)
	}
}

// A searchTask runs for a while and then has its result.
type searchTask struct {
	mo.Task
	stop chan struct{}
	over bool // guarded by the lab's mu
}

func (b *datastoreBrowser) SearchDatastoreSubFoldersTask(ctx *simulator.Context, req *types.SearchDatastoreSubFolders_Task) soap.HasFault {
	body := &methods.SearchDatastoreSubFolders_TaskBody{}
	ds, ok := simulator.Map.Get(b.Datastore[0]).(*mo.Datastore)
	if !ok || !strings.HasPrefix(req.DatastorePath, "["+ds.Name+"]") {
		body.Fault_ = invalidArgument("datastorePath")
		return body
	}
	if !ds.Summary.Accessible {
		body.Fault_ = simulator.Fault("", &types.InvalidDatastore{Datastore: &ds.Self, Name: ds.Name})
		return body
	}
	body.Res = &types.SearchDatastoreSubFolders_TaskResponse{Returnval: theLab.startSearch(ctx.Session.UserName, ds)}
	return body
}

func (l *lab) startSearch(user string, ds *mo.Datastore) types.ManagedObjectReference {
	seconds := l.settings().SearchSeconds
	result := l.filesOf(ds)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.searches.made++
	l.searches.running++
	t := &searchTask{stop: make(chan struct{})}
	t.Self = types.ManagedObjectReference{Type: "Task", Value: fmt.Sprintf("task-%d", 9000+l.searches.made)}
	t.Info = types.TaskInfo{Key: t.Self.Value, Task: t.Self, Name: "SearchDatastoreSubFolders_Task", DescriptionId: "datastoreBrowser.searchSubFolders",
		Entity: &ds.Self, EntityName: ds.Name, State: types.TaskInfoStateRunning, Cancelable: true, QueueTime: l.now(),
		Reason: &types.TaskReasonUser{UserName: user}, EventChainId: int32(9000 + l.searches.made)}
	simulator.Map.Put(t)
	go l.search(t, time.Duration(seconds*float64(time.Second)), result)
	return t.Self
}

func (l *lab) search(t *searchTask, takes time.Duration, result types.ArrayOfHostDatastoreBrowserSearchResults) {
	changes := []types.PropertyChange{{Name: "info.result", Val: result}, {Name: "info.state", Val: types.TaskInfoStateSuccess}}
	select {
	case <-time.After(takes):
	case <-l.closing:
		return
	case <-t.stop:
		changes = []types.PropertyChange{{Name: "info.error", Val: types.LocalizedMethodFault{Fault: &types.RequestCanceled{}}},
			{Name: "info.state", Val: types.TaskInfoStateError}}
	}
	l.world.Lock()
	simulator.Map.WithLock(t, func() { simulator.Map.Update(t, changes) })
	l.world.Unlock()
	l.mu.Lock()
	defer l.mu.Unlock()
	t.over = true
	l.searches.running--
}

func (t *searchTask) CancelTask(req *types.CancelTask) soap.HasFault {
	theLab.mu.Lock()
	defer theLab.mu.Unlock()
	if t.over {
		return &methods.CancelTaskBody{Fault_: simulator.Fault("", &types.InvalidState{})}
	}
	select {
	case <-t.stop:
	default:
		theLab.searches.cancelled++
		close(t.stop)
	}
	return &methods.CancelTaskBody{Res: &types.CancelTaskResponse{}}
}

// filesOf are the files of a datastore, by folder.
func (l *lab) filesOf(ds *mo.Datastore) (result types.ArrayOfHostDatastoreBrowserSearchResults) {
	root := "[" + ds.Name + "] "
	folders := map[string][]types.BaseFileInfo{root: nil}
	put := func(folder, name string, size int64) {
		if _, known := folders[folder]; !known {
			top := l.fileInfo(strings.TrimSuffix(strings.TrimPrefix(folder, root), "/"), 4096)
			folders[root] = append(folders[root], &types.FolderFileInfo{FileInfo: top})
		}
		folders[folder] = append(folders[folder], fileInfoOf(l.fileInfo(name, size)))
	}
	for _, vm := range l.inventory.vms {
		if vm.LayoutEx == nil {
			continue
		}
		for _, f := range vm.LayoutEx.File {
			relative := strings.TrimPrefix(f.Name, root)
			if relative == f.Name || strings.HasSuffix(f.Name, "-flat.vmdk") {
				continue
			}
			folder := root
			if dir := path.Dir(relative); dir != "." {
				folder = root + dir + "/"
			}
			put(folder, path.Base(relative), f.Size)
		}
	}
	if strings.HasPrefix(ds.Name, "nfs-iso") {
		put(root+"images/", "debian-12.iso", 661651456)
	}
	return sortedFolders(folders, ds)
}

func sortedFolders(folders map[string][]types.BaseFileInfo, ds *mo.Datastore) (result types.ArrayOfHostDatastoreBrowserSearchResults) {
	var names []string
	for name := range folders {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		result.HostDatastoreBrowserSearchResults = append(result.HostDatastoreBrowserSearchResults,
			types.HostDatastoreBrowserSearchResults{Datastore: &ds.Self, FolderPath: name, File: folders[name]})
	}
	return result
}

func (l *lab) fileInfo(name string, size int64) types.FileInfo {
	modified := l.inventory.now.Add(-3 * day).UTC()
	return types.FileInfo{Path: name, FileSize: size, Modification: &modified, Owner: "root"}
}

func fileInfoOf(info types.FileInfo) types.BaseFileInfo {
	switch path.Ext(info.Path) {
	case ".vmx":
		return &types.VmConfigFileInfo{FileInfo: info}
	case ".vmdk":
		return &types.VmDiskFileInfo{FileInfo: info}
	case ".nvram":
		return &types.VmNvramFileInfo{FileInfo: info}
	case ".log":
		return &types.VmLogFileInfo{FileInfo: info}
	case ".iso":
		return &types.IsoImageFileInfo{FileInfo: info}
	}
	return &info
}
